using System.Numerics;
using System.Runtime.Intrinsics;
using FastNN.Simd;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Simd;

/// <summary>Every width keeps the contract, whether or not this processor has registers of it.</summary>
public class LanesTests
{
    [Fact]
    public void ScalarLane_KeepsTheContract()
    {
        LaneContract<float, float, ScalarLane<float>>.Check();
        LaneContract<double, double, ScalarLane<double>>.Check();
    }

    [Fact]
    public void Lanes128_KeepTheContract()
    {
        LaneContract<float, Vector128<float>, Lanes128<float>>.Check();
        LaneContract<double, Vector128<double>, Lanes128<double>>.Check();
    }

    [Fact]
    public void Lanes256_KeepTheContract()
    {
        LaneContract<float, Vector256<float>, Lanes256<float>>.Check();
        LaneContract<double, Vector256<double>, Lanes256<double>>.Check();
    }

    [Fact]
    public void Lanes512_KeepTheContract()
    {
        LaneContract<float, Vector512<float>, Lanes512<float>>.Check();
        LaneContract<double, Vector512<double>, Lanes512<double>>.Check();
    }

    // What processors with masks do not run otherwise.
    [Fact]
    public void PartialStore_StoresTheFirstElementsAndNoMore()
    {
        CheckPartialStore<float>();
        CheckPartialStore<double>();
    }

    private static unsafe void CheckPartialStore<T>()
        where T : unmanaged, INumber<T>
    {
        T[] numbers = [.. Enumerable.Range(1, Vector256<T>.Count).Select(T.CreateChecked)];
        using var memory = new GuardedMemory<T>(Vector256<T>.Count);
        for (int count = 0; count <= Vector256<T>.Count; count++)
        {
            foreach (bool atEnd in new[] { true, false })
            {
                memory.Take(count, atEnd);
                PartialStore.Run(Vector256.Create<T>(numbers), memory.Pointer, count);
                Assert.Equal(numbers[..count], memory.Span.ToArray());
                memory.AssertUntouchedOutside();
                if (count > Vector128<T>.Count) continue;
                memory.Take(count, atEnd).Clear();
                PartialStore.Run(Vector128.Create<T>(numbers), memory.Pointer, count);
                Assert.Equal(numbers[..count], memory.Span.ToArray());
                memory.AssertUntouchedOutside();
            }
        }
    }
}
