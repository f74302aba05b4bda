using System.Runtime.Intrinsics;
using FastNN.Simd;
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
}
