# SPDX-License-Identifier: Apache-2.0
"""PDF/X-4: the press that a file is meant for, its whole profile inside, and nothing that only a screen can do.

After ISO 15930-7.  No open program can certify a file; ours is prepared as PDF/X-4 and checked by our own rules.
"""

import zlib
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from safeconduct.press.profiles import CONDITION, CONDITION_WORDS, REGISTRY, coated

VERSION = "1.6"
LEVEL = "PDF/X-4"


@cache
def _packed_profile() -> bytes:
    return zlib.compress(coated(), 9)


def make_x4(pdf: pikepdf.Pdf) -> None:
    """Give the file its one output intent and what PDF/X-4 wants said; take away what it forbids and we never need.

    The inks must be right already (`separate`), and the boxes (`set_boxes`).
    """
    profile = Stream(pdf, b"")
    profile.write(_packed_profile(), filter=Name.FlateDecode)
    profile.N, profile.Alternate = 4, Name.DeviceCMYK
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(CONDITION),
        OutputCondition=String(CONDITION_WORDS),
        Info=String(CONDITION_WORDS),
        RegistryName=String(REGISTRY),
        DestOutputProfile=pdf.make_indirect(profile),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    # The level stands in the XMP; older programs look for it here.
    pdf.docinfo["/GTS_PDFXVersion"] = String(LEVEL)
    pdf.docinfo["/Trapped"] = Name("/False")
    for key in ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/PageMode", "/Extensions"):
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        for key in ("/Annots", "/AA", "/PieceInfo", "/Thumb", "/StructParents", "/Tabs", "/PresSteps"):
            if key in page.obj:
                del page.obj[key]


def is_x4(pdf: pikepdf.Pdf) -> bool:
    """Say whether the file was made by `make_x4`."""
    return any(intent.get("/S") == "/GTS_PDFX" for intent in pdf.Root.get("/OutputIntents", Array()))
