namespace FastNN.Random;

/// <summary>Draws positions with given probabilities, with the numbers that NumPy's <c>choice</c> takes from its generator.</summary>
internal static class WeightedChoice
{
    /// <summary>Refuses probabilities that are no distribution, or of which too few are above zero.</summary>
    /// <param name="probabilities">The probabilities.</param>
    /// <param name="needed">How many different positions are to be drawn.</param>
    public static void Check(ReadOnlySpan<double> probabilities, int needed)
    {
        double sum = 0, lost = 0;
        int positive = 0;
        foreach (double p in probabilities)
        {
            if (!(p >= 0)) throw new ArgumentException($"A probability is {p}; it has to be zero or more.", nameof(probabilities));
            if (p > 0) positive++;

            // Kahan's summation: a rounded sum of many could be refused for its rounding.
            double term = p - lost;
            double next = sum + term;
            lost = next - sum - term;
            sum = next;
        }

        // NumPy's tolerance, the square root of the distance from 1 to the next double.
        if (!(Math.Abs(sum - 1) <= 1.4901161193847656e-08))
        {
            throw new ArgumentException(
                $"The {probabilities.Length} probabilities sum to {sum}; they have to sum to 1.", nameof(probabilities));
        }

        if (positive < needed)
        {
            throw new ArgumentException(
                $"{needed} different numbers are to be drawn, but only {positive} probabilities are above zero.", nameof(probabilities));
        }
    }

    /// <summary>Draws positions, each as if it were the only one.</summary>
    public static void WithReplacement(NumPyRandom random, ReadOnlySpan<double> probabilities, Span<int> drawn)
    {
        double[] cumulative = new double[probabilities.Length];
        Accumulate(probabilities, cumulative);
        foreach (ref int number in drawn) number = Find(cumulative, random.RandomSample());
    }

    /// <summary>Draws different positions.</summary>
    public static void WithoutReplacement(NumPyRandom random, ReadOnlySpan<double> probabilities, Span<int> drawn)
    {
        // Each round draws as many as are missing, keeps the first of each number, and takes what it found out of the running.
        double[] left = probabilities.ToArray();
        double[] cumulative = new double[left.Length];
        for (int found = 0; found < drawn.Length;)
        {
            Accumulate(left, cumulative);
            int round = drawn.Length - found;
            for (int i = 0; i < round; i++)
            {
                int number = Find(cumulative, random.RandomSample());
                if (left[number] == 0) continue;
                left[number] = 0;
                drawn[found++] = number;
            }
        }
    }

    private static void Accumulate(ReadOnlySpan<double> probabilities, Span<double> cumulative)
    {
        double sum = 0;
        for (int i = 0; i < probabilities.Length; i++) cumulative[i] = sum += probabilities[i];
        for (int i = 0; i < cumulative.Length; i++) cumulative[i] /= sum;
    }

    private static int Find(ReadOnlySpan<double> cumulative, double sample)
    {
        // The first entry above the sample; the last entry is 1, and the sample below that.
        int low = 0, high = cumulative.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (cumulative[middle] <= sample) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
