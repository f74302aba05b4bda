namespace FastNN.Training;

/// <summary>The squared errors of one target column, and its spread about its mean, added up row by row.</summary>
internal struct ColumnErrors
{
    private double _squaredError;
    private double _targetMean;
    private double _targetSpread;

    /// <summary>
    /// Gets the coefficient of determination <c>1 − Σ(y−ŷ)²/Σ(y−ȳ)²</c>; where targets are constant 1 for perfect predictions, else 0, and NaN for
    /// NaN, as <c>FastNN.Metrics</c> defines it.
    /// </summary>
    public readonly double RSquared =>
        _targetSpread != 0 || double.IsNaN(_squaredError) ? 1 - (_squaredError / _targetSpread) : _squaredError == 0 ? 1 : 0;

    /// <summary>Adds a row.</summary>
    /// <param name="output">The prediction.</param>
    /// <param name="target">The target.</param>
    /// <param name="count">The number of rows with this one.</param>
    public void Add(double output, double target, long count)
    {
        double error = output - target;
        _squaredError += error * error;

        // Welford's recurrence: stable for targets far from zero.
        double delta = target - _targetMean;
        _targetMean += delta / count;
        _targetSpread += delta * (target - _targetMean);
    }
}
