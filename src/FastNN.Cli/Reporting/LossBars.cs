using System.Globalization;
using Spectre.Console;

namespace FastNN.Cli.Reporting;

/// <summary>Shows how a loss went down as a few bars on a terminal.</summary>
internal static class LossBars
{
    private const int Count = 10;
    private const int Width = 60;

    /// <summary>Prints the chart, unless standard output goes elsewhere.</summary>
    /// <param name="losses">The losses, from the first epoch.</param>
    public static void Print(IReadOnlyList<double> losses)
    {
        if (!Console.IsOutputRedirected && losses.Count > 1) AnsiConsole.Write(Create(losses));
    }

    /// <summary>Makes the chart: one bar for each of a few epochs, evenly apart, the first and the last among them.</summary>
    internal static BarChart Create(IReadOnlyList<double> losses)
    {
        BarChart chart = new BarChart().Width(Width).Label("loss by epoch").LeftAlignLabel().UseValueFormatter(Words.Loss);
        int bars = Math.Min(Count, losses.Count);
        for (int i = 0; i < bars; i++)
        {
            int epoch = bars == 1 ? 0 : (int)((long)i * (losses.Count - 1) / (bars - 1));
            double loss = losses[epoch];
            if (double.IsFinite(loss)) chart.AddItem((epoch + 1).ToString(CultureInfo.InvariantCulture), Math.Max(0, loss), Color.Blue);
        }

        return chart;
    }
}
