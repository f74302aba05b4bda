using System.Numerics;
using FastNN.Data;
using FastNN.Losses;
using FastNN.Metrics;

namespace FastNN.Training;

/// <summary>Adds up losses, hits and squared errors batch by batch, allocating nothing, until they make an <see cref="Evaluation"/>.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal struct ScoreKeeper<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool _isClassification;
    private readonly ColumnErrors[] _errors;
    private readonly double _threshold;
    private long _rows;
    private long _hits;
    private double _loss;

    /// <summary>Creates a keeper for data.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="loss">The loss, which knows from where on a model's only output means class 1.</param>
    public ScoreKeeper(Dataset data, Loss<T> loss)
    {
        _isClassification = data.IsClassification;
        _errors = _isClassification ? [] : new ColumnErrors[data.TargetCount];
        _threshold = loss.DecisionThreshold;
    }

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

        // The mean over columns.
        double sum = 0;
        foreach (ref readonly ColumnErrors column in _errors.AsSpan()) sum += column.RSquared;
        return new Evaluation((int)_rows, _loss / rows, null, sum / _errors.Length);
    }

    private void AddHits(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int rows)
    {
        // One output is the score of class 1.
        int width = outputs.Length / rows;
        _hits += width == 1
            ? ClassificationMetrics.CountCorrectBinary(outputs, targets, _threshold)
            : ClassificationMetrics.CountCorrect(outputs, targets, width);
    }

    private readonly void AddErrors(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets)
    {
        long before = _rows - (outputs.Length / _errors.Length);
        for (int i = 0; i < outputs.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, _errors.Length);
            _errors[column].Add(double.CreateChecked(outputs[i]), double.CreateChecked(targets[i]), before + row + 1);
        }
    }
}
