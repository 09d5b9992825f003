# SPDX-License-Identifier: Apache-2.0
"""The reader: whatever the text, its mentions lie in it, in order, apart, and the same each time."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.facts import reader
from safeconduct.model.ledger import Bound, Modality
from safeconduct.model.mention import Mention, MentionKind

EXAMPLES = settings(max_examples=500, deadline=None, database=None, derandomize=True)
READ = reader({})
SAID = """never nobody about up to as many as 10,000 ten thousand 4 November 2024 or nor whether may can't the largest
не ніхто до десяти тисяч 4 листопада 2024 року або чи може найбільший Держдепартамент ’ не знаємо ні , : «» п'ять
이천이십사년 십일월 사일 1만 2천명 까지 수만 놓겠는가 놓지 않겠는가 또는 이나 하지 마십시오 모릅니다 미국무성은
ни один Нельзя двести двадцать пятого ё \u00ad \u0301 \ue000 İ ǅ \u212a 3-5 3～5 2024-11-04 % 1.2.3 12,34,567"""
WORDS = st.sampled_from(SAID.split())
TEXTS = st.one_of(
    st.lists(WORDS, max_size=14).map(" ".join),
    st.lists(WORDS, max_size=8).map("".join),
    st.text(max_size=40),
)
TAGS = st.sampled_from(["en", "uk", "ru", "ko-KP", "fr"])


@EXAMPLES
@given(TEXTS, TAGS)
def test_mentions_lie_in_the_text_in_order_and_apart(text: str, language: str) -> None:
    mentions = READ(text, language)
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
    assert READ(text, language) == reader({})(text, language) == mentions


@EXAMPLES
@given(TEXTS, TAGS)
def test_every_value_is_of_its_kind(text: str, language: str) -> None:
    for mention in READ(text, language):
        match mention.kind:
            case MentionKind.NUMBER:
                assert mention.low is not None
                if mention.low == mention.high:
                    assert Decimal(mention.value) == mention.low
                else:
                    assert mention.high is None or mention.low < mention.high
            case MentionKind.DATE:
                assert set(mention.value) <= set("-0123456789")
            case MentionKind.HEDGE:
                assert Bound(mention.value) is not Bound.EXACT
            case MentionKind.MODAL:
                assert Modality(mention.value)
            case MentionKind.NEGATION:
                assert mention.value == "not"
            case MentionKind.ALTERNATIVE:
                assert mention.value == "or"
            case MentionKind.NAME:
                assert mention.value.startswith("?")
            case MentionKind.SUPERLATIVE:
                assert mention.value == mention.value.strip() != ""


SENTENCES = [
    ("en", "Up to ten\u00a0thousand soldiers don’t know; the State Department said so on 4 November 2024."),
    ("uk", "Четвертого листопада до десяти тисяч військових із п’ятьма листівками не підтвердили цього."),
    ("ru", "Четвёртого ноября до десяти тысяч военных не подтвердили этого или ушли."),
    ("ko-KP", "이천이십사년 십일월 사일 미국무성은 만명까지 확인하지 않았다고 말하였습니다."),
]


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_decomposed_letters_read_the_same_at_their_own_places(language: str, text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    composed, decomposed = READ(text, language), READ(apart, language)
    assert composed
    assert [(m.kind, m.value) for m in composed] == [
        (m.kind, unicodedata.normalize("NFC", m.value)) for m in decomposed
    ]
    assert [text[m.start : m.end] for m in composed] == [
        unicodedata.normalize("NFC", apart[m.start : m.end]) for m in decomposed
    ]


def test_stress_marks_and_soft_hyphens_change_nothing() -> None:
    (mention,) = READ("де\u0301сять ти\u0301сяч", "uk")
    assert (mention.value, mention.start, mention.end) == ("10000", 0, 14)
    (mention,) = READ("ten thou\u00adsand", "en")
    assert (mention.value, mention.start, mention.end) == ("10000", 0, 13)


def test_any_apostrophe_and_any_space_will_do() -> None:
    for apostrophe in "'’ʼ":
        assert [m.value for m in READ(f"п{apostrophe}ять", "uk")] == ["5"]
        assert [m.kind for m in READ(f"They don{apostrophe}t.", "en")] == [MentionKind.NEGATION]


def test_a_language_without_a_table_has_its_digits_and_dates_read() -> None:
    assert READ("10,000 le 2024-11-04", "fr") == (
        Mention(MentionKind.NUMBER, "10000", 0, 6, Decimal(10000), Decimal(10000)),
        Mention(MentionKind.DATE, "2024-11-04", 10, 20),
    )


def test_the_tag_of_a_region_reads_as_its_language() -> None:
    assert READ("ten thousand", "en-GB") == READ("ten thousand", "en")


def test_a_sign_of_the_reader_in_the_text_is_no_number() -> None:
    assert READ("about \ue000", "en") == ()
