# SPDX-License-Identifier: Apache-2.0
"""The same arithmetic on every processor: what a process is told before it computes.

Libraries look which instructions a processor has and take other routines for each; a logarithm, a sum of products or a
resampled sound then differ in the last bit, and through a loop that measures and corrects, so does a finished file.
Told to use what every processor with x86-64-v2 has (2009 and later), they give the same bytes on all of them.  Measured
in docs/rebuilding.md; on six masters it cost no time.
"""

import platform
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_ONE_THREAD: Final = {"OPENBLAS_NUM_THREADS": "1"}
"""With more, the order of a sum would depend on how many processors there are."""

_X86: Final = {
    "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL AVX512_SPR",
    "OPENBLAS_CORETYPE": "Nehalem",
    # The mathematics of glibc has variants with fused multiplication.  Names that end in _Usable are those before 2.33.
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX,-AVX2_Usable,-FMA_Usable,-FMA4_Usable,-AVX_Usable",
    "SOXR_USE_SIMD64": "0",
}

NAMES: Final = frozenset({*_ONE_THREAD, *_X86})
"""Every variable that may be set."""


def fixed() -> Mapping[str, str]:
    """Return the environment of a process whose sums must come out alike everywhere; set it before the process begins.

    On other architectures than x86-64 nothing but the number of threads is fixed: sound is then comparable with what
    was made on the same kind of machine only.
    """
    x86 = platform.machine().lower() in {"x86_64", "amd64"}
    return MappingProxyType({**_ONE_THREAD, **(_X86 if x86 else {})})
