namespace FastNN.Cli.Reporting;

/// <summary>Chooses how a training run is shown.</summary>
internal static class TrainReports
{
    /// <summary>Chooses by what standard output is.</summary>
    public static ITrainReport Create(bool json)
    {
        if (json) return new JsonTrainReport();
        return Console.IsOutputRedirected ? new PlainTrainReport() : new LiveTrainReport();
    }
}
