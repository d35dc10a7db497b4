"""Values that nobody should send: each has broken some product before.

Bytes, as they travel: what is no UTF-8 has no text.
"""

_NUMBERS = """
-1 0 -0 +1 1.0 1,5 1e9 1e309 NaN nan inf -inf Infinity 0x10 1_000 007 ٣ ² ½ ① １ 1.1 1.1.1
2147483647 2147483648 4294967296 9223372036854775807 9223372036854775808 18446744073709551616
99999999999999999999999999
"""
_DAYS = """
0000-00-00 00-00-0000 0-0-0 01-01-0001 1-1-1 31-12-9999 30-12-9999 9999-12-31 10000-01-01 1-1-10000
29-02-2027 29-2-2028 31-31-2026 2026-11-31 2026-W53-7 1-1-99 1-1-٢٠٢٦ 1/1/2026 1.1.2026 --- 1--1
31-12-1969 01-01-1900 2026-11-23T10:00:00+99:99 24:00 -1-1-2026 1-1-99999999999999999999
"""
_NAMES = """
99AA 99aa 99AB 99ZZ ９９ＡＡ 99ÄÄ 99ßß 99AA.rio 99AB.rio+eindtoets 99AB.1.1 99AB.9223372036854775808
99AB. .1 . .. + rio rio+ +rio rio+rio rio+eindtoets+niets MW-2026-00001 MW-9999-99999 MW-٢٠٢٦-00001
MW-2026- 99001 99006 99055 00000 9900١ parnassys esis ander ontbreekt anders: y on off no yes none
None null undefined true [] {} [object] __class__ __proto__ 0.niets 1.niets -1.niets 1.1.1.1
"""
_ADDRESSES = """
// //kwaad.example /\\kwaad.example http://[ http://[::1 //[ /[ /bestuur/99006?% /inloggen
javascript:0 https://user:pw@kwaad.example:99999999/ http://: http://a..b /%00 /%ff
/bestuur/٩ /?naar=/?naar=/?
/telefoon/balk /static/../../etc/passwd ../../../../etc/passwd ..%2f..%2f /bestuur//99006 ? # ; : @
http://[v1.x]/ http://１２７.0.0.1/ //℀.com http://℀.com/
"""
_MAILS = """
a@b @ a@ @b a@b@c a@b..nl a@-b.nl a@[127.0.0.1] "a"@b.nl a,b@c.nl a;b@c.nl é@b.nl a@é.nl a@xn--
a@xn--0.nl a.@b.nl .a@b.nl a@b.nl\u00a0 <a@b.nl>
"""
_CODES = """
' " ` % _ \\ %% %s %(a)s {0} {} {{7*7}} {%endraw%} ${7*7} $1 -- /* ';-- & | ! * ( ) <-> :* ~
"""

TEXTS: tuple[bytes, ...] = (
    *(
        word.encode()
        for words in (_NUMBERS, _DAYS, _NAMES, _ADDRESSES, _MAILS, _CODES)
        for word in words.split()
    ),
    b"",
    b" ",
    b"  \t\r\n ",
    "\u00a0\u2003\u200b".encode(),
    b"\x00",
    b"a\x00b",
    b"a\r\nSet-Cookie: b=c",
    b"\x1b[31m\x07\x08\x7f",
    b"\xed\xa0\xbd",  # half a character
    b"\xff\xfe",
    b"\xc3",
    b"\xc0\xae\xc0\xae/",
    b"\xf4\x90\x80\x80",
    "\u202egnihton".encode(),
    "🦄👩‍👩‍👧‍👦".encode(),
    "İıſǅŉﬁ".encode(),  # letters that change their number in another case
    ("a" + "\u0301" * 500).encode(),
    b"<script>alert(1)</script>\"'><b>",
    b"<![CDATA[<!--</title></textarea>",
    b"=cmd|' /C calc'!A0",
    b"x" * 101,
    b"x" * 256,
    b"x" * 20_000,
    "é".encode() * 5_000,
    b"9" * 400,
    b"9" * 4_301,  # more digits than Python reads
    b"1-1-" + b"9" * 5_000,
    b"[" * 5_000,
    b'{"a":' * 2_000,
    b"99AB.1.1 " * 1_000,
    b"a b" * 500,
    b"1 januari 2027",
    b"31 december 9999",
    b"32 januari 2027",
)

#: Too large to be drawn often.
MILLION_DIGITS = b"9" * 1_000_000

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "FOO", "")

CONTENT_TYPES = (
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=nonsense",
    "application/x-www-form-urlencoded; charset=idna",
    "APPLICATION/X-WWW-FORM-URLENCODED",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=" + "b" * 300,
    'multipart/form-data; boundary="\xff"',
    "multipart/form-data; boundary=é",
    "multipart/mixed; boundary=x",
    "application/json",
    "application/json; charset=utf-7",
    "text/plain; charset=utf-7",
    "text/xml",
    ";;;=",
    "a/b; c*=utf-8''%ff; c*0=1; c*1",
    "",
)

#: Headers, and what each is sent with; beside these any of TEXTS is.
HEADERS = {
    "Accept": ("*/*;q=NaN", "text/html;q=99999999999999999999", ",;,", "image/png"),
    "Accept-Encoding": ("gzip;q=-1, *;q=x", "br", "identity;q=0, *;q=0"),
    "Accept-Language": ("nl;q=1e999", "en" * 4_000, "x-_-*, ;q=", "*", "tlh-Qaak"),
    "Authorization": ("Basic", "Basic \xff\xff==", "Digest a=b,,=", "Bearer " + "x" * 9_000),
    "Content-Encoding": ("gzip", "deflate, br"),
    "Content-Length": ("-1", "1e3", "abc", "", "9" * 20, "٣", "0", "5", "+5", "9" * 5_000),
    "Cookie": ("mandaatwijzer=", "mandaatwijzer=\xff", "mandaatwijzer", ";=;=a;;", "a=b; " * 900),
    "Date": ("Thu, 99 Foo 99999 99:99:99 GMT",),
    "Expect": ("100-continue", "nonsense"),
    "HX-Boosted": ("true", "false"),
    "HX-Current-URL": ("http://[", "http://127.0.0.1:8000/bestuur/99006", "//", "\xff"),
    "HX-History-Restore-Request": ("true", ""),
    "HX-Prompt": ("%FF%00",),
    "HX-Request": ("true", "false", ""),
    "HX-Request-Type": ("partial", "full", "\xff"),
    "HX-Target": ("div#gevonden", "#vragen", "#", "##", "balk", "div#scholen"),
    "HX-Trigger": ("{}", "[", '{"a": {"b": null}}'),
    "HX-Trigger-Name": ("\xff",),
    "HX-URI-AutoEncoded": ("true",),
    "If-Match": ("*", '"', "W/"),
    "If-Modified-Since": (
        "Thu, 99 Foo 99999 99:99:99 GMT",
        "Mon, 01 Jan 0001 00:00:00 +9999",
        "Fri, 31 Dec 9999 23:59:59 -2359",
        "0",
    ),
    "If-None-Match": ("*", 'W/"', '"a", "' + "b" * 5_000, ",,,"),
    "If-Range": ('"x', "Thu, 99 Foo 99999 99:99:99 GMT"),
    "If-Unmodified-Since": ("Mon, 01 Jan 0001 00:00:00 -2359",),
    "Max-Forwards": ("-1",),
    "Origin": ("null", "http://[", "https://kwaad.example"),
    "Range": ("bytes=9-1", "bytes=-", "bytes=0-0,1-1,2-2", "bytes=-" + "9" * 30, "x=1", "bytes=٣-"),
    "Referer": ("http://[", "//", "http://127.0.0.1:8000/bestuur/99006?a=%ff", "about:blank"),
    "Transfer-Encoding": ("chunked", "gzip, chunked"),
    "User-Agent": ("", "\xff" * 300, "() { :;}; true"),
    "X-Forwarded-For": ("unknown, \xff", "1.2.3.4"),
    "X-Forwarded-Proto": ("https", "javascript", ""),
    "X-HTTP-Method-Override": ("DELETE",),
    "X-Requested-With": ("XMLHttpRequest",),
}
