"""The phone's page can be installed, and opens without a net."""

from playwright.sync_api import expect

from tests.browser.demo import Demo
from tests.browser.screens import screen
from tests.browser.visitors import WAIT_MS, Visitors

NOT_OURS = {"in-incognito"}
"""Every visitor's browser keeps nothing, which is why Chromium would not install there."""
ICONS = """async () => {
    const link = document.querySelector('link[rel=manifest]').href;
    const manifest = await (await fetch(link)).json();
    return Promise.all(manifest.icons.map(async icon => {
        const image = new Image();
        image.src = new URL(icon.src, link).href;
        await image.decode();
        return [icon.sizes, `${image.naturalWidth}x${image.naturalHeight}`, icon.purpose ?? 'any'];
    }));
}"""


KEPT = """async within => {
    const end = performance.now() + within;
    while (performance.now() < end) {
        const kept = await Promise.all(
            (await caches.keys()).map(async name => (await caches.open(name)).keys()));
        const urls = kept.flat().map(one => new URL(one.url).pathname);
        if (urls.includes('/index.html') && urls.some(one => one.endsWith('/network'))) return true;
        await new Promise(again => setTimeout(again, 200));
    }
    return false;
}"""
"""Until the worker has kept what the page was made of: it began after the page had loaded."""


def test_chromium_would_install_it(calm_demo: Demo, visitors: Visitors) -> None:
    page = screen(visitors, calm_demo, "team1")
    session = page.context.new_cdp_session(page)
    told = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {one["errorId"] for one in told} <= NOT_OURS
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []


def test_its_signs_are_there_in_the_sizes_they_say(calm_demo: Demo, visitors: Visitors) -> None:
    page = screen(visitors, calm_demo, "team1")
    drawn = page.evaluate(ICONS)
    for told, real, _ in drawn:
        assert told in (real, "any")
    assert {"192x192", "512x512"} <= {told for told, _, _ in drawn}


def test_it_opens_without_a_net(calm_demo: Demo, visitors: Visitors) -> None:
    visitors.expect_fault("ERR_INTERNET_DISCONNECTED|ERR_FAILED")
    page = screen(visitors, calm_demo, "team1")
    assert page.evaluate(KEPT, WAIT_MS), "the phone has not kept its page and its streets"
    page.reload()
    expect(page.get_by_test_id("found")).to_be_visible()

    page.context.set_offline(True)
    page.reload()

    expect(page.get_by_test_id("remembered")).to_be_visible()
    expect(page.get_by_test_id("found")).to_be_visible()
    # Where an installed one starts: it goes on with the search it knows.
    page.goto(page.evaluate("location.origin") + "/")
    page.wait_for_url("**/street/*")
    expect(page.get_by_test_id("found")).to_be_visible()
