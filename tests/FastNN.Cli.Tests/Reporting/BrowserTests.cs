using System.Globalization;
using FastNN.Cli.Reporting;
using FastNN.Testing;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Cli.Tests.Reporting;

public sealed class BrowserTests(ITestOutputHelper output)
{
    private const int Wide = 1000, Narrow = 400;

    [Theory]
    [InlineData("three-class")]
    [InlineData("curve")]
    [InlineData("digits")]
    [InlineData("hostile")]
    public void Page_InBrowser_ShowsEveryPlotWithItsLabelsAndNoTextCutOrOverlapping(string name)
    {
        if (Chromium.FindOrInstall(output) is not { } browser) return;
        using var folder = new TemporaryFolder();
        string path = folder.File($"{name}.html");
        DemoPages.All.Single(page => page.Name == name).Page.Save(path);
        CheckPage(browser, folder, path, PlotsIn(path));
    }

    [Fact]
    public void PageOfTraining_InBrowser_ShowsItsPlots()
    {
        if (Chromium.FindOrInstall(output) is not { } browser) return;
        using var folder = new TemporaryFolder();
        Tool.Run(folder.Path, "train", "digits", "--epochs", "2", "--layers", "16:relu", "--report", "page.html").Succeeded();
        string path = folder.File("page.html");

        // Loss, accuracy, confusion matrix, images, mistakes, weights.
        CheckPage(browser, folder, path, 6);
    }

    [Fact]
    public void Measure_FindsTextThatIsCutOrOverlaps()
    {
        if (Chromium.FindOrInstall(output) is not { } browser) return;
        using var folder = new TemporaryFolder();
        string path = folder.File("bad.html"), html = DemoPages.Curve().ToHtml();
        int at = html.IndexOf("</svg>\n<", StringComparison.Ordinal);
        Assert.True(at > 0);
        const string Bad = "<text x=\"300\" y=\"100\" font-size=\"12\">one</text><text x=\"310\" y=\"104\" font-size=\"12\" transform=\"rotate(-90 310 104)\">two</text>"
            + "<text x=\"700\" y=\"60\" font-size=\"12\">sticks out</text>";
        html = html.Insert(html.LastIndexOf("</svg>", at + 1, StringComparison.Ordinal), Bad);
        File.WriteAllText(path, html);
        IReadOnlyList<string> problems = PageMeasure.Of(browser, path, Wide).Plots[0].Problems;
        Assert.Contains("overlap: one | two", problems);
        Assert.Contains("cut: sticks out", problems);
    }

    private static int PlotsIn(string path) => File.ReadAllText(path).Split("<figure>").Length - 1;

    private static void CheckPage(Chromium browser, TemporaryFolder folder, string path, int plotCount)
    {
        PageMeasure wide = PageMeasure.Of(browser, path, Wide), narrow = PageMeasure.Of(browser, path, Narrow);
        foreach (PageMeasure page in (PageMeasure[])[wide, narrow])
        {
            Assert.True(page.Overflow <= 0, string.Create(CultureInfo.InvariantCulture, $"the page is {page.Overflow} pixels too wide"));
            Assert.Equal(plotCount, page.Plots.Count);
            Assert.All(page.Plots, plot => Assert.Empty(plot.Problems));
            Assert.All(page.Plots, plot => Assert.True(plot.Width >= 200 && plot.Height >= 80, $"'{plot.Title}' is {plot.Width} × {plot.Height}"));
        }

        // Axes, or for images the words that explain them; a graph has the texts of its nodes.
        Assert.All(wide.Plots, plot => Assert.True(plot.Labels.Count >= 1 || plot.Title.Contains("graph", StringComparison.Ordinal), plot.Title));
        Assert.All(wide.Plots, plot => Assert.True(plot.Texts.Count >= 2, plot.Title));

        PlainPng light = browser.Screenshot(path, folder.File("light.png"), Wide, wide.Height, isDark: false);
        PlainPng dark = browser.Screenshot(path, folder.File("dark.png"), Wide, wide.Height, isDark: true);
        Assert.Equal((255, 255, 255), light.Color(1, 1));
        Assert.Equal((0x14, 0x17, 0x1c), dark.Color(1, 1));
        foreach (PlotMeasure plot in wide.Plots)
        {
            Assert.True(Ink(light, plot, light.Color(1, 1)) > 0.005, $"'{plot.Title}' is blank in light");
            Assert.True(Ink(dark, plot, dark.Color(1, 1)) > 0.005, $"'{plot.Title}' is blank in dark");
        }
    }

    // The share of pixels that differ clearly from the ground.
    private static double Ink(PlainPng picture, PlotMeasure plot, (int R, int G, int B) ground)
    {
        int ink = 0, all = 0;
        for (int y = (int)Math.Ceiling(plot.Y); y < Math.Min(picture.Height, plot.Y + plot.Height); y++)
        {
            for (int x = (int)Math.Ceiling(plot.X); x < Math.Min(picture.Width, plot.X + plot.Width); x++)
            {
                (int r, int g, int b) = picture.Color(x, y);
                if (Math.Abs(r - ground.R) + Math.Abs(g - ground.G) + Math.Abs(b - ground.B) > 90) ink++;
                all++;
            }
        }

        return ink / (double)all;
    }
}
