namespace FastNN.Cli.Reporting;

/// <summary>Charts of activation functions.</summary>
internal static class ActivationChart
{
    /// <summary>Draws a function and its derivative.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="function">The function.</param>
    /// <param name="derivative">Its derivative.</param>
    /// <param name="limit">How far to either side of zero it is shown.</param>
    public static Chart Create(string name, Func<double, double> function, Func<double, double> derivative, double limit = 6) =>
        new Chart($"{name} and its derivative", new Axis("input x"), new Axis("value")) { FrameHeight = 220 }
            .Curve($"{name}(x)", function, -limit, limit)
            .Curve("derivative", derivative, -limit, limit);
}
