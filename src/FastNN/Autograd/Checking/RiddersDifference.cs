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
    // Where the step has just become too short to reach a kink, it falls to nearly nothing: estimates up to there are of two slopes.
    private const double KinkRatio = 0.75;
    private const double PassedRatio = 0.1;
    private const double KinkSize = 1e-5;

    // What is needed behind a kink to extrapolate and to see how well that agrees.
    private const int LeastLevels = 3;

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
            int first = FirstSmooth(i);
            for (int level = first + 1; level < _level; level++)
            {
                for (int order = 1; order <= level - first; order++)
                {
                    double value = At(i, level, order);
                    double error = Math.Max(Math.Abs(value - At(i, level, order - 1)), Math.Abs(value - At(i, level - 1, order - 1)));
                    if (error < least) (best[i], least) = (value, error);
                }
            }
        }

        return best;
    }

    /// <summary>Tells for each element of the result whether it has a kink or a jump at the point, or too near to it for a comparison.</summary>
    public bool[] Kinks()
    {
        var kinks = new bool[count];
        for (int i = 0; i < count; i++)
        {
            int first = FirstSmooth(i);
            kinks[i] = first == 0 ? ReachesAKink(i) : _level - first < LeastLevels;
        }

        return kinks;
    }

    // Whether the finest steps do. Of one near their end the last second difference may have halved, but not those before.
    private bool ReachesAKink(int element)
    {
        double slope = Math.Abs(At(element, _level - 1, 0));
        if (!(Math.Abs(_bend[element, _level - 1]) > KinkSize * (1 + slope))) return false;
        for (int level = _level - LeastLevels; level < _level; level++)
        {
            if (Math.Abs(_bend[element, level]) > KinkRatio * Math.Abs(_bend[element, level - 1])) return true;
        }

        return false;
    }

    // The first level all of whose steps, and those of finer levels, end before any kink.
    private int FirstSmooth(int element)
    {
        for (int level = _level - 2; level >= 0; level--)
        {
            double bend = Math.Abs(_bend[element, level]), next = Math.Abs(_bend[element, level + 1]);
            if (next < PassedRatio * bend && bend > KinkSize * (1 + Math.Abs(At(element, level, 0)))) return level + 1;
        }

        return 0;
    }

    private ref double At(int element, int level, int order) => ref _table[element, (level * Levels) + order];
}
