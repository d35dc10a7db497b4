# Two stages: only the finished virtual environment goes on, without compilers, Node.js or sources.
FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/mandaatwijzer
COPY requirements.lock ./
RUN /opt/mandaatwijzer/bin/pip install --no-cache-dir --no-deps -r requirements.lock
COPY . .
RUN /opt/mandaatwijzer/bin/pip install --no-cache-dir --no-deps .

FROM python:3.13-slim
RUN useradd --system --uid 10001 --create-home --home-dir /data mandaatwijzer
COPY --from=build /opt/mandaatwijzer /opt/mandaatwijzer
ENV PATH=/opt/mandaatwijzer/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PORT=8000 \
    WIZARD_LISTEN=0.0.0.0 \
    WIZARD_DATA_DIR=/data
USER mandaatwijzer
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/gezond', timeout=4)"]
CMD ["mandaatwijzer", "serve"]
