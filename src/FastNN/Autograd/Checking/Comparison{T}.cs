using System.Numerics;

namespace FastNN.Autograd;

/// <summary>Compares the derivatives of a function that its tape gives with those of differences.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class Comparison<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tape<T> _tape = new();
    private readonly Func<Variable<T>[], Variable<T>> _function;
    private readonly IReadOnlyList<string> _names;
    private readonly int[][] _shapes;
    private readonly T[][] _values;
    private readonly double _step;
    private readonly double _floor;
    private readonly double[] _result;

    /// <summary>Prepares a comparison at a point.</summary>
    public Comparison(
        Func<Variable<T>[], Variable<T>> function, IReadOnlyList<Argument<T>> inputs, IReadOnlyList<string> names, double step, double floor)
    {
        _function = function;
        _names = names;
        _shapes = [.. inputs.Select(input => input.Shape.ToArray())];
        _values = [.. inputs.Select(input => input.Values.ToArray())];
        _step = step;
        _floor = floor;
        _result = Evaluate(out int[] shape);
        ResultShape = shape;
    }

    /// <summary>Gets the shape of the function's result.</summary>
    public int[] ResultShape { get; }

    /// <summary>Gets the number of elements of the function's result.</summary>
    public int ResultCount => _result.Length;

    /// <summary>Tells whether the function and its gradient come out the same twice.</summary>
    public bool IsDeterministic()
    {
        if (!_result.AsSpan().SequenceEqual(Evaluate(out _)) && !_result.Any(double.IsNaN)) return false;
        double[][] once = Jacobian(), again = Jacobian();
        return once.Zip(again).All(pair => pair.First.Zip(pair.Second).All(numbers => numbers.First.Equals(numbers.Second)));
    }

    /// <summary>Compares all derivatives.</summary>
    public InputCheck[] Compare()
    {
        double[][] analytic = Jacobian();
        var checks = new InputCheck[_values.Length];
        for (int i = 0; i < checks.Length; i++) checks[i] = Compare(i, analytic[i]);
        return checks;
    }

    /// <inheritdoc/>
    public void Dispose() => _tape.Dispose();

    private InputCheck Compare(int input, double[] analytic)
    {
        T[] values = _values[input];
        (double worst, int element, int output, double exact, double estimate) = (0, -1, -1, 0, 0);
        int kinks = 0, firstKink = -1;
        for (int k = 0; k < values.Length; k++)
        {
            double[] numeric = Differences(values, k, out bool[] isKink);
            for (int i = 0; i < numeric.Length; i++)
            {
                if (isKink[i])
                {
                    kinks++;
                    if (firstKink < 0) firstKink = k;
                    continue;
                }

                double a = analytic[(i * values.Length) + k], n = numeric[i];
                double floor = _floor * Math.Max(1, Math.Abs(_result[i]));
                double error = Math.Abs(a - n) / Math.Max(Math.Max(Math.Abs(a), Math.Abs(n)), floor);
                if (double.IsNaN(error)) error = double.PositiveInfinity;
                if (error < worst || (error == worst && element >= 0)) continue;
                (worst, element, output, exact, estimate) = (error, k, i, a, n);
            }
        }

        return new InputCheck(_names[input], ShapeText.Of(_shapes[input]), worst, element, output, exact, estimate, kinks, firstKink);
    }

    private double[] Differences(T[] values, int element, out bool[] isKink)
    {
        T center = values[element];
        double step = _step * Math.Max(1, Math.Abs(double.CreateChecked(center)));
        var difference = new RiddersDifference(ResultCount, _result);
        for (int level = 0; level < RiddersDifference.Levels; level++, step /= 2)
        {
            // The steps that were really taken, after rounding.
            values[element] = center + T.CreateChecked(step);
            double right = double.CreateChecked(values[element] - center);
            double[] above = Evaluate(out _);
            values[element] = center - T.CreateChecked(step);
            double left = double.CreateChecked(center - values[element]);
            double[] below = Evaluate(out _);
            difference.Add(above, below, (left + right) / 2);
        }

        values[element] = center;
        isKink = difference.Kinks();
        return difference.Best();
    }

    private double[] Evaluate(out int[] shape)
    {
        Variable<T> result = Record(out _);
        shape = result.Shape.ToArray();
        return ToDouble(result.Values);
    }

    private double[][] Jacobian()
    {
        Variable<T> result = Record(out Variable<T>[] inputs);
        var seed = new T[ResultCount];
        double[][] jacobian = [.. _values.Select(values => new double[ResultCount * values.Length])];
        if (!result.RequiresGrad) return jacobian;
        for (int row = 0; row < seed.Length; row++)
        {
            _tape.ZeroGradients();
            seed[row] = T.One;
            result.Backward(seed, retainGraph: true);
            seed[row] = T.Zero;
            for (int i = 0; i < inputs.Length; i++)
            {
                if (inputs[i].HasGradient) ToDouble(inputs[i].Gradient).CopyTo(jacobian[i], row * _values[i].Length);
            }
        }

        return jacobian;
    }

    private Variable<T> Record(out Variable<T>[] inputs)
    {
        _tape.Reset();
        inputs = new Variable<T>[_values.Length];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = new Argument<T>(_values[i], _shapes[i]).On(_tape);
        Variable<T> result = _function(inputs);
        _tape.Resolve(result, "gradient check");
        return result;
    }

    private static double[] ToDouble(ReadOnlySpan<T> values)
    {
        var numbers = new double[values.Length];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = double.CreateChecked(values[i]);
        return numbers;
    }
}
