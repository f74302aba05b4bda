using System.Globalization;
using FastNN.Cli.Reporting;
using FastNN.Cli.Tests.Lessons;
using FastNN.Testing;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Cli.Tests.Reporting;

public sealed class BrowserTests(ITestOutputHelper output)
{
    private const int Wide = 1000, Narrow = 400, Tall = 5000;

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
        CheckPage(browser, path, PlotsIn(path));
    }

    [Fact]
    public void PageOfTraining_InBrowser_ShowsItsPlots()
    {
        if (Chromium.FindOrInstall(output) is not { } browser) return;
        using var folder = new TemporaryFolder();
        Tool.Run(folder.Path, "train", "digits", "--epochs", "2", "--layers", "16:relu", "--report", "page.html").Succeeded();
        string path = folder.File("page.html");

        // Loss, accuracy, confusion matrix, images, mistakes, weights.
        CheckPage(browser, path, 6);
    }

    [Theory]
    [InlineData("three-class-2-3-3")]
    [InlineData("curve-two-layer")]
    [InlineData("mnist-784-64-16-10")]
    public void PageOfLesson_InBrowser_ShowsItsPlots(string name)
    {
        if (!LessonData.TryFind(output, out string data) || Chromium.FindOrInstall(output) is not { } browser) return;
        using var folder = new TemporaryFolder();
        Tool.Run(folder.Path, "lesson", name, "--data", data, "--report", "page.html").Succeeded();
        string path = folder.File("page.html");
        CheckPage(browser, path, PlotsIn(path));
    }

    [Fact]
    public void Measure_FindsTextThatIsCutOrOverlaps()
    {
        if (Chromium.FindOrInstall(output) is not { } browser) return;
        using var folder = new TemporaryFolder();
        string path = folder.File("bad.html"), html = DemoPages.Curve().ToHtml();
        const string Bad = "<text x=\"300\" y=\"100\" font-size=\"12\">one</text><text x=\"310\" y=\"104\" font-size=\"12\" transform=\"rotate(-90 310 104)\">two</text>"
            + "<text x=\"700\" y=\"60\" font-size=\"12\">sticks out</text>";
        html = html.Insert(html.IndexOf("</svg>\n</div>", StringComparison.Ordinal), Bad);
        File.WriteAllText(path, html);
        IReadOnlyList<string> problems = PageMeasure.Of(browser, path, Wide, Tall, isDark: false).Plots[0].Problems;
        Assert.Contains("overlap: one | two", problems);
        Assert.Contains("cut: sticks out", problems);
    }

    private static int PlotsIn(string path) => File.ReadAllText(path).Split("<figure>").Length - 1;

    private static void CheckPage(Chromium browser, string path, int plotCount)
    {
        PageMeasure wide = PageMeasure.Of(browser, path, Wide, Tall, isDark: false);
        Check(wide, plotCount);
        Assert.Equal((255, 255, 255), wide.Picture.Color(1, 1));

        // Axes, or for images the words that explain them; a graph has the texts of its nodes.
        Assert.All(wide.Plots, plot => Assert.True(plot.Labels.Count >= 1 || plot.Title.Contains("graph", StringComparison.Ordinal), plot.Title));
        Assert.All(wide.Plots, plot => Assert.True(plot.Texts.Count >= 2, plot.Title));

        PageMeasure narrow = PageMeasure.Of(browser, path, Narrow, Tall, isDark: true);
        Check(narrow, plotCount);
        Assert.Equal((0x14, 0x17, 0x1c), narrow.Picture.Color(1, 1));
    }

    private static void Check(PageMeasure page, int plotCount)
    {
        Assert.True(page.Overflow <= 0, string.Create(CultureInfo.InvariantCulture, $"the page is {page.Overflow} pixels too wide"));
        Assert.True(page.Height <= Tall, string.Create(CultureInfo.InvariantCulture, $"the page is {page.Height} pixels high; the picture stops at {Tall}"));
        Assert.Equal(plotCount, page.Plots.Count);
        Assert.All(page.Plots, plot => Assert.Empty(plot.Problems));
        Assert.All(page.Plots, plot => Assert.True(plot.Width >= 200 && plot.Height >= 80, $"'{plot.Title}' is {plot.Width} × {plot.Height}"));
        Assert.All(page.Plots, plot => Assert.True(Ink(page.Picture, plot) > 0.005, $"'{plot.Title}' is blank"));
    }

    // The share of pixels that differ clearly from the ground.
    private static double Ink(PlainPng picture, PlotMeasure plot)
    {
        (int R, int G, int B) ground = picture.Color(1, 1);
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
