using System.Numerics;
using FastNN.Data;
using FastNN.Metrics;

namespace FastNN.Training;

/// <summary>Adds up losses, hits and squared errors batch by batch, allocating nothing, until they make an <see cref="Evaluation"/>.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal struct ScoreKeeper<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool _isClassification;
    private long _rows;
    private long _hits;
    private double _loss;
    private double _squaredError;
    private double _targetMean;
    private double _targetSpread;
    private long _targets;

    public ScoreKeeper(Dataset data) => _isClassification = data.IsClassification;

    /// <summary>Adds a batch.</summary>
    /// <param name="outputs">The model's outputs.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="lossSum">The sum of the rows' losses.</param>
    public void Add(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int rows, double lossSum)
    {
        _rows += rows;
        _loss += lossSum;
        if (_isClassification) AddHits(outputs, targets, rows);
        else AddErrors(outputs, targets);
    }

    /// <summary>Makes the figures.</summary>
    public readonly Evaluation ToEvaluation()
    {
        double rows = Math.Max(1, _rows);
        if (_isClassification) return new Evaluation((int)_rows, _loss / rows, _hits / rows, null);

        // R² of constant targets: 1 for perfect predictions, else 0, as FastNN.Metrics defines it.
        double r2 = _targetSpread > 0 ? 1 - (_squaredError / _targetSpread) : _squaredError == 0 ? 1 : 0;
        return new Evaluation((int)_rows, _loss / rows, null, r2);
    }

    private void AddHits(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int rows)
    {
        // One output is the score of class 1, whose sign decides.
        int width = outputs.Length / rows;
        _hits += width == 1
            ? ClassificationMetrics.CountCorrectBinary(outputs, targets, threshold: 0)
            : ClassificationMetrics.CountCorrect(outputs, targets, width);
    }

    private void AddErrors(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            double target = double.CreateChecked(targets[i]);
            double error = double.CreateChecked(outputs[i]) - target;
            _squaredError += error * error;

            // Welford's recurrence: stable for targets far from zero.
            _targets++;
            double delta = target - _targetMean;
            _targetMean += delta / _targets;
            _targetSpread += delta * (target - _targetMean);
        }
    }
}
