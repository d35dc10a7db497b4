"""Ways to a screen: open an address, log in, answer the steps of the board with one school."""

from tests.browser.screens.screen import Arrange, Scene

BOARD = "/bestuur/99001"
ONE = f"{BOARD}/school/99AA"

SERVICES = {"services": "rio+eindtoets"}
PARNASSYS = {"system": "parnassys"}
ENTITLED = {"entitled": "y"}


def at(url: str) -> Arrange:
    """Open an address without logging in."""
    return lambda _scene: url


def logged_in(username: str, url: str) -> Arrange:
    """Open an address as somebody."""

    def arrange(scene: Scene) -> str:
        scene.visitor.log_in(username)
        return url

    return arrange


def answered(url: str, *answers: dict[str, str]) -> Arrange:
    """Answer the steps of the one-school board as far as given; without an address, look there."""

    def arrange(scene: Scene) -> str:
        scene.visitor.log_in("een-school")
        for each in answers:
            scene.visitor.send(**each)
        return url or scene.visitor.page.url

    return arrange


def after_saving(url: str, *answers: dict[str, str]) -> Arrange:
    """Save both mandates; then begin again, as far as answered."""

    def arrange(scene: Scene) -> str:
        with_mandates(scene)
        scene.visitor.get(f"{ONE}/dienst")
        for each in answers:
            scene.visitor.send(**each)
        return url or scene.visitor.page.url

    return arrange


def with_mandates(scene: Scene) -> None:
    """Let the one school have both mandates with ParnasSys."""
    answered("", SERVICES, PARNASSYS, ENTITLED)(scene)


def recorded(scene: Scene) -> str:
    """Let both mandates stand in the OSR."""
    with_mandates(scene)
    scene.clock.forward(minutes=5)
    scene.visitor.send()
    return scene.visitor.page.url


def all_states(scene: Scene) -> str:
    """Let the six schools stand in as many states as there are."""
    visitor = scene.visitor
    school = "/bestuur/99006/school/"
    brins = schools_of_six(scene)

    def give(brin: str, *answers: dict[str, str]) -> None:
        visitor.get(f"{school}{brin}/dienst")
        for each in answers:
            visitor.send(**each)

    give(brins[0], SERVICES, PARNASSYS, ENTITLED)
    visitor.send()
    give(brins[1], SERVICES, {"system": "weet-ik-niet"})
    give(brins[2], SERVICES, {"system": "parnassys", "starts_on": "28-11-2026"}, ENTITLED)
    visitor.send()
    give(brins[3], SERVICES, PARNASSYS, ENTITLED)
    visitor.get(f"{visitor.page.url}?klik=4")
    visitor.click("Het lukt niet")
    visitor.send()
    give(brins[4], SERVICES)
    return "/bestuur/99006"


def schools_of_six(scene: Scene) -> list[str]:
    """Log in for the board with six schools and return their BRINs, as the list has them."""
    scene.visitor.log_in("zes-scholen")
    fields = [each for each in scene.visitor.page.all("input") if each.get("name") == "school"]
    return [each.get("value") for each in fields][:6]
