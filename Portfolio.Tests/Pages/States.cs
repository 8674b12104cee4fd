using static Microsoft.Playwright.Assertions;

namespace Portfolio.Tests.Pages;

/// <summary>
/// A state of a page, seen in both themes and at both ends of the widths. It is reached once: the window is then
/// changed under it, as by a device that turns dark or is turned around. Each look leaves a picture, named by the
/// state; where no pictures were asked for, it is seen in the two looks that are examined.
/// </summary>
internal static class States
{
    /// <summary>Contrast is the theme's and size the width's: these two tell all that there is to tell.</summary>
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

    /// <summary>All of them if somebody is going to look at the pictures, else those that are examined.</summary>
    public static IReadOnlyList<(bool Dark, int Width)> LooksFor(Browser browser) => browser.Asked ? Looks : Examined;

    extension(Visit visit)
    {
        /// <summary>What is on the screen now.</summary>
        /// <param name="wholePage">
        /// False: what lies over the page counts, and is scrolled to its foot for a second picture.
        /// </param>
        /// <param name="axe">False for what passes too soon to be examined.</param>
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

        /// <summary>A page that has no circuit, and so is loaded anew for each look.</summary>
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

    /// <summary>As high as the page, so that what stands at the window's foot stands at the picture's.</summary>
    private static async Task StretchAsync(this Visit visit, int width)
    {
        var height = await visit.Page.EvaluateAsync<int>("document.documentElement.scrollHeight");
        await visit.Page.SetViewportSizeAsync(width, height);
    }

    private static string Ground(bool dark) => dark ? "rgb(16, 22, 27)" : "rgb(245, 247, 248)";
}
