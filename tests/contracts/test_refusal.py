"""Whose a refusal is: the recipient's, or ours; in the words of the servers that are in use."""

import pytest

from wizard.channels.refusal import Stage, fault_of
from wizard.domain.reminders.mailing import Fault

#: After RCPT: a refusal of this one recipient.
_RECIPIENT = (
    "550 5.1.1 <jan@x.nl>: Recipient address rejected: User unknown in local recipient table",
    "550-5.1.1 The email account that you tried to reach does not exist. NoSuchUser",
    "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
    "550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found",
    "553 5.1.2 We weren't able to find the recipient domain.",
    "450 4.1.2 <jan@x.nl>: Recipient address rejected: Domain not found",
    "450 4.1.1 <jan@x.nl>: Recipient address rejected: unverified address",
    "501 5.1.3 Bad recipient address syntax",
    "553 5.1.3 The recipient address is not a valid RFC 5321 address.",
    "550 5.1.6 Recipient no longer on server",
    "550 5.2.1 The email account that you tried to reach is inactive.",
    "450 4.2.1 The user you are trying to contact is receiving mail too quickly.",
    "552 5.2.2 The recipient's inbox is out of storage space.",
    "452 4.2.2 Mailbox full",
    "552 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient",
    "450 4.2.0 <jan@x.nl>: Recipient address rejected: Greylisted, see postgrey",
    "451 4.7.1 Greylisting in action, please come back later",
    "451 greylisted for 300 seconds",
    "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)",
    "550 5.4.310 DNS domain x.nl does not exist",
    "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; Delivery not authorized",
    "550 5.7.1 RESOLVER.RST.AuthRequired; authentication required",
    "550 5.7.1 Message blocked by the recipient's policy",
    "550 5.7.1 rejected by recipient: sender is not on the list",
    "554 5.7.1 <jan@x.nl>: Recipient address rejected: Access denied",
    "554 5.7.0 The recipient does not accept mail from outside",
    "550 5.7.12 Sender was not authenticated by organization",
    "550 5.5.0 Requested action not taken: mailbox unavailable",
    "550 5.0.0 <jan@x.nl>... User unknown",
    "550 No such user here",
    "550 <relay@x.nl>: no such user",  # whose name it is tells nothing
    "550 5.1.0 <authentication@x.nl> user unknown",
    "550 jan@daily-login.nl... does not exist",
    "550 unknown user (jan@spf.nl)",
    "550 Unrouteable address",
    "550 Unknown user",
    "553 sorry, no mailbox here by that name",
    "551 User not local; please try <jan@y.nl>",
    "552 Requested mail action aborted: exceeded storage allocation",
    "450 mailbox busy",
    "452 mailbox is full",
    "554 delivery error: this user does not have an account here",
    "501 <jan>: recipient address must contain a domain",
)
#: After RCPT: the same for whoever is to be mailed.
_OURS = (
    "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
    "550 5.7.1 Relaying denied",
    "554 5.7.1 <jan@x.nl>: Relay access denied",
    "454 4.7.1 <jan@x.nl>: Relay access denied",
    "550 relay not permitted",
    "550 relaying denied for <jan@x.nl>",
    "551 we do not relay",
    "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
    "530 5.7.0 Must issue a STARTTLS command first.",
    "530 5.7.57 Client not authenticated to send mail.",
    "530 Authentication required",
    "550 authentication required",
    "535 5.7.8 Username and Password not accepted. BadCredentials",
    "503 5.5.1 Bad sequence of commands",
    "503 sender not yet given",
    "503 valid RCPT command must precede DATA",
    "553 5.7.1 <post@x.nl>: Sender address rejected: not owned by user postbode",
    "450 4.1.8 <post@x.nl>: Sender address rejected: Domain not found",
    "550 5.1.8 Access denied, bad outbound sender. AS(42004)",
    "550 5.1.0 <post@x.nl>: Sender address rejected",
    "550 5.1.7 Bad sender's mailbox address syntax",
    "550 Sender verify failed",
    "550 5.7.1 sender not allowed",
    "550 5.7.1 Recipient not authorized, your IP has been found on a block list",
    "550 5.7.1 <jan@x.nl>: Recipient address rejected: Message rejected due to: SPF fail",
    "554 5.7.1 <jan@x.nl>: Recipient address rejected: Policy Rejection- Quota Exceeded",
    "550 5.7.1 no",
    "550 Administrative prohibition",
    "550 5.1.90 Your message can't be sent because you've reached your daily limit",
    "550 5.4.5 Daily user sending limit exceeded.",
    "421 4.7.0 Try again later, closing connection.",
    "421 4.7.28 Our system has detected an unusual rate of unsolicited mail",
    "421 Too many connections",
    "421 4.4.2 mail.example Error: timeout exceeded",
    "450 4.7.1 Client host rejected: cannot find your hostname",
    "451 4.3.2 try again later",
    "451 4.7.500 Server busy. Please try again later",
    "451 4.7.1 rate limit of the sender exceeded",
    "451 Temporary local problem - please try later",
    "451 You have exceeded your messaging limits",
    "452 4.3.1 Insufficient system storage",
    "452 4.5.3 Too many recipients",
    "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded",
    "504 5.5.2 <wizard>: Helo command rejected: need fully-qualified hostname",
    "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org",
    "550 192.0.2.1 is in a blacklist at zen",
    "550 5.7.705 Access denied, tenant has exceeded threshold",
    "550 5.7.26 This mail is unauthenticated, which poses a security risk",
    "555 5.5.2 Syntax error",
)
#: After the mail itself: not let through because of who sends.
_OURS_AFTER_MAIL = (
    "554 5.2.252 SendAsDenied; post@x.nl not allowed to send as noreply@x.nl",
    "554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied",
    "550 5.7.60 SMTP; Client does not have permissions to send as this sender",
    "550 5.4.5 Daily user sending limit exceeded.",
    "454 Throttling failure: Daily message quota exceeded",
    "554 Message rejected: Email address is not verified. The identity failed the check",
    "554 Access denied: User is not authorized to perform ses:SendRawEmail",
    "550 The from address does not match a verified Sender Identity",
    "451 4.3.0 Error: queue file write error",
    "452 4.3.1 Insufficient system storage",
    "452 insufficient system storage",
    "552 5.3.4 Message size exceeds fixed limit",
    "554 5.7.1 Message rejected under policy",
    "554 Transaction failed",
    "552 Message size exceeds the limit",
)
#: After the mail itself: of this mail, or this recipient.
_MAIL_AFTER_MAIL = (
    "554 5.6.0 looks like spam",
    "554 5.6.0 Mail message is malformed.",
    "550 5.1.1 User unknown",
    "550 5.7.1 refused by the recipient's policy",
    "554 Message contains a virus",
    "550 High probability of spam",
    "552 5.2.2 Mailbox full",
    "450 4.2.0 Greylisted",
)


def _fault(stage: Stage, answer: str) -> Fault:
    return fault_of(stage, int(answer[:3]), answer[4:])


@pytest.mark.parametrize("answer", _RECIPIENT)
def test_a_refusal_of_the_recipient(answer: str) -> None:
    assert _fault(Stage.RECIPIENT, answer) is Fault.MAIL


@pytest.mark.parametrize("answer", _OURS)
def test_a_refusal_of_us(answer: str) -> None:
    assert _fault(Stage.RECIPIENT, answer) is Fault.SENDER


@pytest.mark.parametrize("answer", _OURS_AFTER_MAIL)
def test_a_refusal_of_us_after_the_mail(answer: str) -> None:
    assert _fault(Stage.CONTENT, answer) is Fault.SENDER


@pytest.mark.parametrize("answer", _MAIL_AFTER_MAIL)
def test_a_refusal_of_the_mail(answer: str) -> None:
    assert _fault(Stage.CONTENT, answer) is Fault.MAIL


@pytest.mark.parametrize("answer", [*_RECIPIENT, *_OURS])
def test_before_the_recipient_was_named_it_is_ours(answer: str) -> None:
    assert _fault(Stage.CONNECTION, answer) is Fault.SERVER
    assert _fault(Stage.SENDER, answer) is Fault.SENDER
