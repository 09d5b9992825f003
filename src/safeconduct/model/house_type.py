# SPDX-License-Identifier: Apache-2.0
"""The type sizes of a house: it may ask for larger type than a channel does, never for smaller."""

from attrs import evolve, frozen

from .channel import PaperChannel


@frozen
class HouseType:
    """The least sizes in points of running text (Korean; other scripts follow) and of steps; 0: as the channel says."""

    body_pt: float = 0.0
    steps_pt: float = 0.0

    def raised(self, channel: PaperChannel) -> PaperChannel:
        """Return the channel with its least sizes raised to those of the house, where these are larger."""
        body, steps = max(channel.body_pt, self.body_pt), max(channel.steps_pt, self.steps_pt)
        return evolve(channel, body_pt=body, steps_pt=steps)
