"""Search, boards at risk, scripts, problems and rehearsal."""
