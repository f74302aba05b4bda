using System.Runtime;

namespace FastNN.Peers.Measuring;

/// <summary>
/// Times contenders in turn, round after round. A shared machine is at times half as fast as at others; contenders that were timed
/// within one round met the same machine, so the ratio within a round means something where the times alone do not.
/// </summary>
internal static class Interleaved
{
    // Fewer would leave the median of the ratios to chance on a machine with neighbours.
    private const int Rounds = 21;

    // The runtime replaces first, slow code in the background, and only once no new method has been called for 100 ms.
    private const int CompilationMilliseconds = 150;
    private const int MostCompilations = 12;

    // The first pause only starts the counting of calls: it is quiet though everything is still to come.
    private const int QuietPauses = 2;

    /// <summary>Warms the contenders up and times each once in every round.</summary>
    /// <param name="contenders">The contenders; a library that is measured against itself under two names is two of them.</param>
    /// <param name="settleMilliseconds">
    /// How long to wait before a timing, zero where nobody has threads: the threads of the one before go on spinning for a while.
    /// </param>
    /// <returns>The seconds of one execution by contender and round.</returns>
    public static double[][] Measure(IReadOnlyList<IContender> contenders, int settleMilliseconds)
    {
        WarmUp(contenders);
        double[][] seconds = [.. contenders.Select(_ => new double[Rounds])];

        // Collect now what preparation left behind; nothing allocates below.
        GC.Collect();
        for (int round = 0; round < Rounds; round++)
        {
            // Nobody always has the same predecessor's cache to start from.
            for (int i = 0; i < contenders.Count; i++)
            {
                int index = (i + round) % contenders.Count;
                if (settleMilliseconds > 0)
                {
                    Thread.Sleep(settleMilliseconds);
                    contenders[index].Measure();
                }

                seconds[index][round] = contenders[index].Measure();
            }
        }

        return seconds;
    }

    // Until pauses pass in which nothing was compiled: on a busy machine the compiler's thread may come late.
    private static void WarmUp(IReadOnlyList<IContender> contenders)
    {
        for (int i = 0, quiet = 0; i < MostCompilations && quiet < QuietPauses; i++)
        {
            long compiled = JitInfo.GetCompiledMethodCount();
            foreach (IContender contender in contenders) contender.WarmUp();
            Thread.Sleep(CompilationMilliseconds);
            quiet = compiled == JitInfo.GetCompiledMethodCount() ? quiet + 1 : 0;
        }
    }
}
