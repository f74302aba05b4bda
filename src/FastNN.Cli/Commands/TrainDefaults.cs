namespace FastNN.Cli.Commands;

/// <summary>What <c>train</c> does where it is not told, by kind of data.</summary>
/// <param name="Layers">The hidden layers.</param>
/// <param name="AdamRate">The learning rate of Adam and AdamW, and of RMSProp, whose steps are of the same size.</param>
/// <param name="SgdRate">The learning rate of SGD.</param>
/// <param name="Epochs">The number of epochs.</param>
/// <param name="BatchSize">The rows of a step.</param>
internal sealed record TrainDefaults(string Layers, double AdamRate, double SgdRate, int Epochs, int BatchSize)
{
    public const string Optimizer = "adam";
    public const double AdamWDecay = 0.01;

    /// <summary>The learning rate of AdaGrad, whose steps only shrink: PyTorch's default, ten times its Adam's.</summary>
    public const double AdaGradRate = 0.01;

    public const double ValidationShare = 0.1;
    public const ulong Seed = 1;

    /// <summary>Gets the learning rate of an optimizer.</summary>
    public double RateOf(string optimizer) => optimizer switch
    {
        OptimizerChoice.Sgd => SgdRate,
        OptimizerChoice.AdaGrad => AdaGradRate,
        _ => AdamRate,
    };

    /// <summary>Gets the defaults for a kind of data.</summary>
    public static TrainDefaults For(DataSourceKind kind) => kind switch
    {
        DataSourceKind.Digits => new TrainDefaults("128:relu,64:relu", 0.001, 0.1, 20, 64),
        DataSourceKind.Idx => new TrainDefaults("128:relu,64:relu", 0.001, 0.1, 40, 128),
        _ => new TrainDefaults("32:tanh,16:tanh", 0.01, 0.1, 100, 32),
    };
}
