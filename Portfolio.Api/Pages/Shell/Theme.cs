using MudBlazor;

namespace Portfolio.Api.Pages.Shell;

/// <summary>
/// The colours and the type of all pages; every pair of text and ground has a contrast of at least 4.5.
/// </summary>
internal static class Theme
{
    private static readonly string[] SystemFonts =
    [
        "system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Helvetica Neue", "Arial", "sans-serif",
    ];

    public static MudTheme Default { get; } = new()
    {
        PaletteLight = Light(),
        PaletteDark = Dark(),
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px" },
        Typography = new Typography
        {
            Default = new DefaultTypography
            {
                FontFamily = SystemFonts, FontSize = "0.9375rem", LineHeight = "1.5", LetterSpacing = "0",
            },
            Button = new ButtonTypography
            {
                TextTransform = "none", FontWeight = "600", LetterSpacing = "0", FontSize = "0.9375rem",
            },
            H6 = new H6Typography { FontWeight = "650", FontSize = "1.125rem", LetterSpacing = "0" },
        },
    };

    private static PaletteLight Light() => new()
    {
        Primary = "#0f6e66", PrimaryContrastText = "#ffffff",
        Secondary = "#4a5568", Tertiary = "#5b4fc7",
        Info = "#1d5fb8", Success = "#1c7443", Warning = "#8f5600", Error = "#b3261e",
        InfoContrastText = "#ffffff", SuccessContrastText = "#ffffff", WarningContrastText = "#ffffff",
        ErrorContrastText = "#ffffff",
        Background = "#f5f7f8", Surface = "#ffffff", BackgroundGray = "#eceff1",
        TextPrimary = "#17212b", TextSecondary = "#525f6d", TextDisabled = "#6b7783",
        ActionDefault = "#46525f", ActionDisabled = "#6b7783", ActionDisabledBackground = "#e6eaec",
        Divider = "#dde3e7", DividerLight = "#e9edf0", LinesDefault = "#dde3e7", LinesInputs = "#7d8a96",
        TableLines =
            "#e3e8eb", AppbarBackground = "#ffffff", AppbarText = "#17212b", OverlayDark = "rgba(16,24,32,0.5)",
    };

    private static PaletteDark Dark() => new()
    {
        Primary = "#4fd1bf", PrimaryContrastText = "#04211d",
        Secondary = "#a9b6c2", Tertiary = "#aca3ff",
        Info = "#86b8f7", Success = "#6fce98", Warning = "#f0b95c", Error = "#ff9d94",
        InfoContrastText = "#071a30", SuccessContrastText = "#06240f", WarningContrastText = "#2b1a00",
        ErrorContrastText = "#370704",
        Background = "#10161b", Surface = "#182027", BackgroundGray = "#0c1115",
        TextPrimary = "#e8edf1", TextSecondary = "#a3b1bd", TextDisabled = "#8a98a4",
        ActionDefault = "#b6c2cc", ActionDisabled = "#8a98a4", ActionDisabledBackground = "#26313a",
        Divider = "#2b3740", DividerLight = "#222c34", LinesDefault = "#2b3740", LinesInputs = "#71808d",
        TableLines = "#273139", AppbarBackground = "#182027", AppbarText = "#e8edf1", OverlayDark = "rgba(2,6,9,0.65)",
    };
}
