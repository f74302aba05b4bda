namespace FastNN.Autograd;

/// <summary>
/// Extrapolates central differences at halved steps to step zero: a table of polynomial extrapolations, of which the entry that agrees best
/// with its neighbours is taken.
/// </summary>
internal sealed class RiddersDifference(int count, double[] center)
{
    /// <summary>The number of steps.</summary>
    public const int Levels = 6;

    // The second difference over the step halves with the step where the function is smooth and stays where slopes meet at an angle.
    private const double KinkRatio = 0.75;
    private const double KinkSize = 1e-5;

    private readonly double[,] _table = new double[count, Levels * Levels];
    private readonly double[,] _bend = new double[count, Levels];
    private int _level;

    /// <summary>Adds the values at a step above and below the point.</summary>
    public void Add(double[] above, double[] below, double step)
    {
        for (int i = 0; i < count; i++)
        {
            _bend[i, _level] = (above[i] - (2 * center[i]) + below[i]) / step;
            double estimate = (above[i] - below[i]) / (2 * step), power = 4;
            At(i, _level, 0) = estimate;
            for (int order = 1; order <= _level; order++, power *= 4)
            {
                At(i, _level, order) = ((power * At(i, _level, order - 1)) - At(i, _level - 1, order - 1)) / (power - 1);
            }
        }

        _level++;
    }

    /// <summary>Gets the best estimate for each element of the result.</summary>
    public double[] Best()
    {
        var best = new double[count];
        for (int i = 0; i < count; i++)
        {
            (best[i], double least) = (At(i, _level - 1, 0), double.PositiveInfinity);
            for (int level = 1; level < _level; level++)
            {
                for (int order = 1; order <= level; order++)
                {
                    double value = At(i, level, order);
                    double error = Math.Max(Math.Abs(value - At(i, level, order - 1)), Math.Abs(value - At(i, level - 1, order - 1)));
                    if (error < least) (best[i], least) = (value, error);
                }
            }
        }

        return best;
    }

    /// <summary>Tells for each element of the result whether it has a kink or a jump at the point.</summary>
    public bool[] Kinks()
    {
        var kinks = new bool[count];
        for (int i = 0; i < count; i++)
        {
            double fine = Math.Abs(_bend[i, _level - 1]), coarse = Math.Abs(_bend[i, _level - 2]), slope = Math.Abs(At(i, _level - 1, 0));
            kinks[i] = fine > KinkRatio * coarse && fine > KinkSize * (1 + slope);
        }

        return kinks;
    }

    private ref double At(int element, int level, int order) => ref _table[element, (level * Levels) + order];
}
