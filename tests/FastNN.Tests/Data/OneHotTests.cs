using FastNN.Data;
using Xunit;

namespace FastNN.Tests.Data;

public sealed class OneHotTests
{
    [Fact]
    public void Encode_SetsTheColumnOfTheClass()
    {
        float[] encoded = [9, 9, 9, 9, 9, 9, 9];
        OneHot.Encode([2f, 0f], 3, encoded);
        Assert.Equal([0, 0, 1, 1, 0, 0, 9], encoded);
    }

    [Fact]
    public void EncodeTargets_GivesOneColumnPerClass()
    {
        Dataset<float> data = Dataset.ForClassification<float>(new float[] { 5, 6 }, [1, 0], 1, 2);
        Dataset<float> dense = OneHot.EncodeTargets(data);
        Assert.Equal((2, 2, 0), (dense.Count, dense.TargetCount, dense.ClassCount));
        Assert.Equal([0, 1, 1, 0], dense.Targets.ToArray());
        Assert.Throws<ArgumentException>(() => OneHot.EncodeTargets(dense));
    }

    [Fact]
    public void Encode_WrongArguments_AreRejected()
    {
        foreach (float wrong in new[] { -1f, 3f, 0.5f, float.NaN })
        {
            Assert.Throws<ArgumentException>(() => OneHot.Encode([wrong], 3, new float[3]));
        }

        Assert.Throws<ArgumentException>(() => OneHot.Encode([0f, 1f], 3, new float[5]));
    }
}
