using System.Globalization;
using FastNN.Peers.Measuring;

namespace FastNN.Peers.Training;

/// <summary>PyTorch's training steps of the case that it was last told of.</summary>
internal sealed class TorchSteps : IContender
{
    // Long enough for the process to come back from sleep, short enough for many rounds.
    private const double RoundSeconds = 0.02;
    private const int LeastSteps = 3;
    private const int WarmUpSteps = 20;

    private readonly TorchProcess _torch;
    private int _steps = WarmUpSteps;

    /// <summary>Creates the contender.</summary>
    /// <param name="torch">The process.</param>
    public TorchSteps(TorchProcess torch) => _torch = torch;

    /// <inheritdoc/>
    public string Name => _torch.Description.Name;

    /// <inheritdoc/>
    public void WarmUp()
    {
        _steps = WarmUpSteps;
        _steps = Math.Max(LeastSteps, (int)(RoundSeconds / Measure()));
    }

    /// <inheritdoc/>
    public double Measure() => _torch.Ask(string.Create(CultureInfo.InvariantCulture, $"measure {_steps}"))[0];
}
