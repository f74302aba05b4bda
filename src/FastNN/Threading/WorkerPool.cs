using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace FastNN.Threading;

/// <summary>
/// A fixed team of threads that shares the work of one caller at a time. Fork and join allocate nothing; idle threads sleep.
/// </summary>
/// <remarks>
/// The parts of a piece of work are defined by its caller, never by the number of threads that happen to run, so results do not
/// depend on it. A thread that has run out of parts looks for more for some tens of microseconds before it sleeps. Any thread may
/// call; while the team is busy with another caller's work, or when a part calls again, the parts run on the calling thread.
/// </remarks>
public sealed unsafe class WorkerPool : IDisposable
{
    // Long enough to span the gap between two kernels of one training step, short enough to be nothing to a program that is idle.
    private const int SpinRounds = 400;
    private const int SpinLength = 20;
    private const int MostParts = ushort.MaxValue;

    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _wake;
    private readonly int[] _asleep;
    private readonly object _turn = new();

    // One word says all about the work on offer: its number (32 bits), its parts (16), and the next one to claim (16). Whoever moves
    // the last field on by compare-and-swap owns that part, and the work cannot end, nor its fields change, before the part is done.
    private long _offer;
    private int _done;
    private volatile bool _stopping;
    private void* _work;
    private delegate*<void*, int, void> _execute;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Starts a team.</summary>
    /// <param name="threadCount">The number of threads that work at once, the caller's included: 1 to 1024.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threadCount"/> is out of range.</exception>
    public WorkerPool(int threadCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threadCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threadCount, 1024);
        ThreadCount = threadCount;
        _threads = new Thread[threadCount - 1];
        _wake = new SemaphoreSlim[threadCount - 1];
        _asleep = new int[threadCount - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int index = i;
            _wake[i] = new SemaphoreSlim(0);
            _threads[i] = new Thread(() => WorkUntilStopped(index)) { IsBackground = true, Name = $"FastNN worker {i + 1}" };
            _threads[i].Start();
        }
    }

    /// <summary>Gets the number of threads that work at once, the caller's included.</summary>
    public int ThreadCount { get; }

    /// <summary>Stops the threads. Work must not be under way.</summary>
    public void Dispose()
    {
        lock (_turn)
        {
            if (_stopping) return;
            _stopping = true;
            foreach (SemaphoreSlim wake in _wake) wake.Release();
            foreach (Thread thread in _threads) thread.Join();
            foreach (SemaphoreSlim wake in _wake) wake.Dispose();
        }
    }

    /// <summary>Does all parts of a piece of work and returns when the last is done.</summary>
    /// <param name="work">The work; it must live on the caller's stack.</param>
    /// <param name="parts">The number of parts, zero or more.</param>
    internal void Run<TWork>(ref TWork work, int parts)
        where TWork : struct, IParallelWork
    {
        if (parts > 1 && parts <= MostParts && _threads.Length > 0 && !_stopping && Monitor.TryEnter(_turn))
        {
            try
            {
                // Monitors are re-entrant: a part that calls again must not disturb the work it belongs to.
                if (_work == null)
                {
                    Share(Unsafe.AsPointer(ref work), &Execute<TWork>, parts);
                    return;
                }
            }
            finally
            {
                Monitor.Exit(_turn);
            }
        }

        for (int part = 0; part < parts; part++) work.Execute(part);
    }

    private static void Execute<TWork>(void* work, int part)
        where TWork : struct, IParallelWork => Unsafe.AsRef<TWork>(work).Execute(part);

    private void Share(void* work, delegate*<void*, int, void> execute, int parts)
    {
        _work = work;
        _execute = execute;
        _failure = null;
        Volatile.Write(ref _done, 0);
        long number = (_offer >>> 32) + 1;
        Interlocked.Exchange(ref _offer, (number << 32) | ((long)parts << 16));
        int helpers = Math.Min(_threads.Length, parts - 1);
        for (int i = 0; i < helpers; i++)
        {
            if (Interlocked.Exchange(ref _asleep[i], 0) == 1) _wake[i].Release();
        }

        while (TryClaim(out int part)) Do(part);
        var spin = default(SpinWait);
        while (Volatile.Read(ref _done) < parts) spin.SpinOnce(sleep1Threshold: -1);
        _work = null;
        _failure?.Throw();
    }

    private void WorkUntilStopped(int index)
    {
        while (!_stopping)
        {
            bool found = false;
            for (int round = 0; round < SpinRounds && !found; round++)
            {
                while (TryClaim(out int part))
                {
                    found = true;
                    Do(part);
                }

                if (!found) Thread.SpinWait(SpinLength);
            }

            if (!found) Sleep(index);
        }
    }

    private void Sleep(int index)
    {
        // Whoever offers work after this line sees the sleeper and wakes it; what was offered before it is seen by the look that follows.
        Interlocked.Exchange(ref _asleep[index], 1);
        if (HasOffer() || _stopping)
        {
            if (Interlocked.Exchange(ref _asleep[index], 0) == 1) return;
        }

        _wake[index].Wait();
    }

    private bool HasOffer()
    {
        long offer = Volatile.Read(ref _offer);
        return (offer & 0xFFFF) < ((offer >>> 16) & 0xFFFF);
    }

    private bool TryClaim(out int part)
    {
        while (true)
        {
            long offer = Volatile.Read(ref _offer);
            part = (int)(offer & 0xFFFF);
            if (part >= (int)((offer >>> 16) & 0xFFFF)) return false;
            if (Interlocked.CompareExchange(ref _offer, offer + 1, offer) == offer) return true;
        }
    }

    private void Do(int part)
    {
        try
        {
            _execute(_work, part);
        }
        catch (Exception failure)
        {
            // The caller of Run gets it; the other parts go on, so that nobody still writes when it does.
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
        }

        Interlocked.Increment(ref _done);
    }
}
