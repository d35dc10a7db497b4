"""What config/*.toml says: services, systems, deadlines, contacts and the sentences that age.

`reading` turns mistakes into one line, `entries` and `texts` read the files, `keys` is what pages
and texts agree on, `catalogue` is what the floors above use.
"""

from wizard.catalogue.catalogue import Catalogue
from wizard.catalogue.items import Need, NextItem
from wizard.catalogue.notice import DeadlineNotice
from wizard.catalogue.texts import Click

__all__ = ["Catalogue", "Click", "DeadlineNotice", "Need", "NextItem"]
