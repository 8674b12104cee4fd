using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>
/// A state of a page, seen in both themes and at both ends of the widths. It is reached once: the window is then
/// changed under it, as by a device that turns dark or is turned around. Each look leaves a screenshot, named by the
/// state; without a directory for screenshots, only the two examined looks are opened.
/// </summary>
internal static class States
{
    /// <summary>Contrast depends on the theme and size on the width: these two looks cover both.</summary>
    private static readonly (bool Dark, int Width)[] Examined = [(false, 1280), (true, 360)];

    private static readonly (bool Dark, int Width)[] Looks = [.. Examined, (false, 360), (true, 1280)];

    private const string ScrollDialog =
        """
        () => {
          const long = [...document.querySelectorAll('.mud-dialog, .mud-dialog *')].filter(part =>
            part.scrollHeight > part.clientHeight + 8 && getComputedStyle(part).overflowY.match(/auto|scroll/)
            && part.tagName !== 'TEXTAREA');
          for (const part of long) part.scrollTop = part.scrollTop > 0 ? 0 : part.scrollHeight;
          return long.length > 0;
        }
        """;

    /// <summary>All of them if screenshots are kept, else those that are examined.</summary>
    public static IReadOnlyList<(bool Dark, int Width)> LooksFor(Browser browser) =>
        browser.Screenshots is null ? Examined : Looks;

    extension(Visit visit)
    {
        /// <summary>The current screen.</summary>
        /// <param name="wholePage">
        /// False: the overlay counts, and is scrolled to its end for a second screenshot.
        /// </param>
        /// <param name="axe">False for a state that passes too soon to be examined.</param>
        public async Task ShowAsync(string state, bool wholePage = true, bool axe = true)
        {
            foreach (var (dark, width) in LooksFor(visit.Browser))
            {
                await visit.LookAsync(dark, width);
                await Expect(visit.Page.Locator("body")).ToHaveCSSAsync("background-color", Ground(dark));
                await visit.TakeAsync(state, dark, width, wholePage, axe);
            }

            await visit.LookAsync(dark: false, width: 1280);
        }

        /// <summary>A page without a circuit, which is loaded again for each look.</summary>
        public async Task ShowAsync(string state, string path, string text)
        {
            foreach (var (dark, width) in LooksFor(visit.Browser))
            {
                await visit.LookAsync(dark, width);
                await visit.Page.GotoAsync(path);
                await Expect(visit.Page.Locator("body")).ToHaveCSSAsync("background-color", Ground(dark));
                await Expect(visit.Page.GetByText(text).First).ToBeVisibleAsync();
                await visit.TakeAsync(state, dark, width, wholePage: true, axe: true);
            }
        }

        /// <summary>The look that it has now.</summary>
        public async Task TakeAsync(string state, bool dark, int width, bool wholePage, bool axe)
        {
            var picture = $"{(dark ? "dark" : "light")}-{width}";
            if (wholePage)
                await visit.StretchAsync(width);
            await visit.ShotAsync($"state-{state}-{picture}", wholePage: false);
            if (axe && Examined.Contains((dark, width)))
                await visit.AssertAccessibleAsync();
            else
                await visit.AssertFitsAsync();
            if (wholePage || !await visit.Page.EvaluateAsync<bool>(ScrollDialog))
                return;

            await visit.ShotAsync($"state-{state}-foot-{picture}", wholePage: false);
            await visit.Page.EvaluateAsync<bool>(ScrollDialog);
        }
    }

    /// <summary>As high as the page, so that elements at the window's bottom are at the screenshot's.</summary>
    private static async Task StretchAsync(this Visit visit, int width)
    {
        var height = await visit.Page.EvaluateAsync<int>("document.documentElement.scrollHeight");
        await visit.Page.SetViewportSizeAsync(width, height);
    }

    private static string Ground(bool dark) => dark ? "rgb(16, 22, 27)" : "rgb(245, 247, 248)";
}
