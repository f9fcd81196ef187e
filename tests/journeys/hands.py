"""The two ways in which a person uses a page: with the mouse, or with the keyboard alone."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page

STEPS = 250
# The key that leads on to the thing; none once it has the focus. Within a choice of several that is the arrow.
NEXT = """thing => {
  const at = document.activeElement;
  if (at === thing) return null;
  return at.type === "radio" && thing.type === "radio" && at.name === thing.name ? "ArrowDown" : "Tab";
}"""
PLACE = "(list, value) => [...list.options].filter(each => !each.disabled).findIndex(each => each.value === value)"


class Mouse:
    """Points and clicks."""

    def press(self, thing: Locator) -> None:
        """Follow a link, press a button, open a fold."""
        thing.click()

    def write(self, field: Locator, text: str) -> None:
        """Put the text in place of what stands in the field."""
        field.fill(text)

    def tick(self, box: Locator, on: bool = True) -> None:
        """Tick a box or choose one of several, or take the tick away."""
        box.set_checked(on)

    def choose(self, field: Locator, value: str) -> None:
        """Choose the line of a list that stands for the value."""
        field.select_option(value)

    def give(self, field: Locator, file: Path) -> None:
        """Give a file."""
        field.set_input_files(file)


class Keys(Mouse):
    """Uses Tab, arrows, Space, Enter and letters, and nothing else."""

    def press(self, thing: Locator) -> None:
        self.reach(thing).keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        keyboard = self.reach(field).keyboard
        keyboard.press("Control+a")
        keyboard.press("Delete")
        keyboard.type(text)

    def tick(self, box: Locator, on: bool = True) -> None:
        keyboard = self.reach(box).keyboard
        if box.is_checked() != on:
            keyboard.press("Space")
        assert box.is_checked() == on

    def choose(self, field: Locator, value: str) -> None:
        keyboard = self.reach(field).keyboard
        keyboard.press("Home")
        for _step in range(field.evaluate(PLACE, value)):
            keyboard.press("ArrowDown")
        assert field.input_value() == value

    def give(self, field: Locator, file: Path) -> None:
        # Listened for before the way there: the browser has to be told first, and nobody says when it knows.
        with field.page.expect_file_chooser() as asked:
            self.reach(field).keyboard.press("Enter")
        asked.value.set_files(file)

    def reach(self, thing: Locator) -> Page:
        """Go on by keys until the thing has the focus."""
        page = thing.page
        thing.wait_for(state="attached")
        for _step in range(STEPS):
            if (key := thing.evaluate(NEXT)) is None:
                return page
            page.keyboard.press(key)
        raise AssertionError(f"no way by keys to {thing}")


MOUSE, KEYS = Mouse(), Keys()
