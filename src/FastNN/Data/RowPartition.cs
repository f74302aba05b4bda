using FastNN.Random;

namespace FastNN.Data;

/// <summary>Divides row numbers into disjoint parts that together hold each row once.</summary>
internal static class RowPartition
{
    public static void CheckFractions(ReadOnlySpan<double> fractions, int count)
    {
        double sum = 0;
        foreach (double fraction in fractions)
        {
            sum += fraction;
            if (!(fraction > 0 && sum < 1))
            {
                throw new ArgumentOutOfRangeException(nameof(fractions), sum, "Each fraction, and their sum, must lie between 0 and 1.");
            }
        }

        if (count <= fractions.Length)
        {
            throw new InvalidOperationException($"{count} rows cannot be divided into {fractions.Length + 1} parts.");
        }
    }

    /// <summary>Computes the sizes of parts by rounding the places where they end; each part gets at least one row.</summary>
    public static int[] Sizes(int count, ReadOnlySpan<double> fractions)
    {
        int[] sizes = new int[fractions.Length + 1];
        double sum = 0;
        int start = 0;
        for (int part = 0; part < fractions.Length; part++)
        {
            sum += fractions[part];
            int partsAfter = fractions.Length - part;
            int end = Math.Clamp((int)Math.Round(sum * count, MidpointRounding.AwayFromZero), start + 1, count - partsAfter);
            sizes[part] = end - start;
            start = end;
        }

        sizes[^1] = count - start;
        return sizes;
    }

    /// <summary>
    /// Divides rows by fractions; the last part gets the rest. Rows of a part are ascending only where there is no seed.
    /// </summary>
    public static int[][] Parts(int count, ReadOnlySpan<double> fractions, ulong? seed, int[]? classes)
    {
        int[] sizes = Sizes(count, fractions);
        int[] order = Order(count, seed);
        int[][] parts = new int[sizes.Length][];
        if (classes is null)
        {
            int start = 0;
            for (int part = 0; part < parts.Length; start += sizes[part++]) parts[part] = order[start..(start + sizes[part])];
            return parts;
        }

        // Rows are lined up class after class, and each goes to the part that lags most behind its share so far: so the parts have
        // their sizes, and each class is divided by the same fractions up to a row, however small it is.
        double[] shares = [.. fractions, 1 - Sum(fractions)];
        var lists = new List<int>[parts.Length];
        for (int part = 0; part < parts.Length; part++) lists[part] = new List<int>(sizes[part]);
        int seen = 0;
        foreach (int row in order.OrderBy(row => classes[row]))
        {
            seen++;
            int chosen = -1;
            double widest = double.NegativeInfinity;
            for (int part = 0; part < parts.Length; part++)
            {
                double lag = (shares[part] * seen) - lists[part].Count;
                if (lag > widest && lists[part].Count < sizes[part]) (widest, chosen) = (lag, part);
            }

            lists[chosen].Add(row);
        }

        // Back from class after class to the drawn order, or to ascending rows.
        int[] rank = new int[count];
        for (int i = 0; i < count; i++) rank[order[i]] = i;
        foreach (List<int> list in lists) list.Sort((left, right) => rank[left].CompareTo(rank[right]));
        for (int part = 0; part < parts.Length; part++) parts[part] = lists[part].ToArray();
        return parts;
    }

    public static Fold[] Folds(int count, int foldCount, ulong? seed, int[]? classes, int classCount)
    {
        int[] order = Order(count, seed);
        int[] foldOf = new int[count];
        if (classes is null)
        {
            for (int i = 0; i < count; i++) foldOf[order[i]] = (int)((long)i * foldCount / count);
        }
        else
        {
            // Rows are dealt like cards, class after class without starting over, so that sizes stay equal too.
            int[] starts = new int[classCount + 1];
            foreach (int label in classes) starts[label + 1]++;
            for (int label = 0; label < classCount; label++) starts[label + 1] += starts[label];
            foreach (int row in order) foldOf[row] = starts[classes[row]]++ % foldCount;
        }

        Fold[] folds = new Fold[foldCount];
        for (int fold = 0; fold < foldCount; fold++)
        {
            var train = new List<int>(count);
            var validation = new List<int>((count / foldCount) + 1);
            foreach (int row in order) (foldOf[row] == fold ? validation : train).Add(row);
            folds[fold] = new Fold(train.ToArray(), validation.ToArray());
        }

        return folds;
    }

    private static int[] Order(int count, ulong? seed)
    {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) order[i] = i;
        if (seed is ulong value) new RandomStream(value).Shuffle(order.AsSpan());
        return order;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum;
    }
}
