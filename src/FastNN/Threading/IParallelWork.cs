namespace FastNN.Threading;

/// <summary>Work that is cut into parts which may run at the same time, in any order, on any thread.</summary>
internal interface IParallelWork
{
    /// <summary>Does one part.</summary>
    /// <param name="part">The part, from 0 to one less than the number of parts.</param>
    void Execute(int part);
}
