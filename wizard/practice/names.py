"""Pretend names for practice boards, in the manner of real ones; the places are real.

None is meant to be a particular school: the BRINs (99AA and up) were never issued.
"""

#: Cycled over the schools of a board; the last is longer than any real one of 2026 (77 characters).
SCHOOLS = (
    *("De Regenboog", "Het Kompas", "'t Anker", "De Wegwijzer", "De Vuurtoren", "De Klimop"),
    *("Het Palet", "De Zonnewijzer", "De Wilgenroos", "Prins Mauritsschool", "De Fontein"),
    *("Obs De Zevensprong", "Cbs De Hoeksteen", "Daltonschool De Vlieger", "De Ark"),
    *("Jenaplanschool 't Tuimelroek", "De Schakel", "Kindcentrum De Bongerd", "De Rietkraag"),
    *("Montessorischool De Kring", "St.-Jozefschool", "De Molenwiek", "Het Startblok"),
    *("De Kameleon", "Koningin Emmaschool", "De Springplank", "IJsvogelschool", "De Uilenburcht"),
    *("'s-Heerenloschool", "De Korenaar", "Het Mozaïek", "De Windroos", "Obs Noordrijk"),
    *("De Vlinderboom", "Het Kleurenbos", "De Waterlelie", "Theo Thijssenschool", "De Boemerang"),
    *("Obs 't Zandkasteel", "De Notenbalk", "De Parelvisser", "Het Sterrenpad", "De Bron"),
    *("Willem van Oranjeschool", "De Dobbelsteen", "Kindcentrum Zuiderlicht", "De Tol"),
    *("De Kraanvogel", "De Tweemaster", "De Ontdekking", "De Ooievaar", "De Morgenster", "De Ster"),
    "Openbare Daltonbasisschool en Integraal Kindcentrum Prinses Juliana van Oranje-Nassau "
    "aan de Hollandsche IJssel",
)

PLACES = (
    *("Gouda", "Capelle aan den IJssel", "Waddinxveen", "'s-Gravenzande", "Bodegraven", "Woerden"),
    *("Schoonhoven", "Krimpen aan den IJssel", "Montfoort", "IJsselstein", "Zevenhuizen ZH"),
    *("Nieuwerkerk ad IJssel", "Bergambacht", "Reeuwijk", "Oudewater", "Lopik", "Harmelen"),
)
