using FastNN.Data;
using FastNN.Random;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FastNN.Tests.Data;

public sealed class SplitTests
{
    [Fact]
    public void Split_WithoutSeed_KeepsOrderAndSharesMemory()
    {
        Dataset<double> data = DatasetTests.Numbered(10);
        var (train, test) = data.Split(0.75);
        Assert.Equal((8, 2), (train.Count, test.Count));
        Assert.True(train.Features.Span.Overlaps(data.Features.Span));
        Assert.Equal([-8, -9], test.Targets.ToArray());
    }

    [Fact]
    public void Split_AnyCountFractionAndSeed_IsDisjointCompleteAndOfTheRightSize() =>
        Prop.ForAll(
            Gen.Choose(3, 200).SelectMany(count => Gen.Choose(1, 98).SelectMany(first => Gen.Choose(1, 99 - first).SelectMany(second =>
                Gen.Choose(0, 3).Select(mode => (count, first, second, mode))))).ToArbitrary(),
            drawn =>
            {
                Dataset<double> data = Labelled(drawn.count, 4, seed: (ulong)drawn.count);
                ulong? seed = (drawn.mode & 1) == 0 ? null : 5;
                bool stratify = drawn.mode > 1;
                var (train, test) = data.Split(drawn.first / 100.0, seed, stratify);
                double wanted = Math.Clamp(drawn.first / 100.0 * drawn.count, 1, drawn.count - 1);
                Assert.True(Math.Abs(train.Count - wanted) <= 0.5 + 1e-9);
                Assert.Equal(Rows(data), Rows(train, test));
                var (a, b, c) = data.SplitWithValidation(drawn.first / 100.0, drawn.second / 100.0, seed, stratify);
                Assert.True(a.Count > 0 && b.Count > 0 && c.Count > 0);
                Assert.Equal(Rows(data), Rows(a, b, c));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Split_Stratified_DividesEachClassByTheFraction()
    {
        Dataset<double> data = Labelled(1003, 7, seed: 3);
        foreach (ulong? seed in new ulong?[] { null, 1 })
        {
            var (train, _) = data.Split(0.7, seed, stratify: true);
            int[] all = data.CountByClass(), given = train.CountByClass();
            for (int label = 0; label < 7; label++) Assert.InRange(given[label] - (0.7 * all[label]), -1, 1);
        }
    }

    [Fact]
    public void Split_StratifiedTinyClassesInOrder_TestGetsItsShareEverywhere()
    {
        int[] labels = [.. Enumerable.Range(0, 200).Select(i => i / 2)];
        Dataset<float> data = Dataset.ForClassification<float>(new float[200], labels, 1, 100);
        var (train, test) = data.Split(0.8, stratify: true);
        Assert.Equal(160, train.Count);
        Assert.True(test.CountByClass().Max() <= 1);
    }

    [Fact]
    public void Split_SameSeed_SameRows_OtherSeed_Others()
    {
        Dataset<double> data = DatasetTests.Numbered(100);
        double[] first = data.Split(0.5, 1).Train.Targets.ToArray();
        Assert.Equal(first, data.Split(0.5, 1).Train.Targets.ToArray());
        Assert.NotEqual(first, data.Split(0.5, 2).Train.Targets.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void Split_FractionOutside_IsRejected(double fraction)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetTests.Numbered(10).Split(fraction));
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetTests.Numbered(10).SplitWithValidation(0.5, fraction));
    }

    [Fact]
    public void Split_WhatCannotBe_IsRefused()
    {
        Assert.Throws<InvalidOperationException>(() => DatasetTests.Numbered(1).Split(0.5));
        Assert.Throws<InvalidOperationException>(() => DatasetTests.Numbered(2).SplitWithValidation(0.4, 0.3));
        Assert.Throws<InvalidOperationException>(() => DatasetTests.Numbered(10).Split(0.5, stratify: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetTests.Numbered(10).SplitWithValidation(0.5, 0.5));
    }

    [Theory]
    [InlineData(10, 5, false)]
    [InlineData(103, 4, false)]
    [InlineData(103, 4, true)]
    [InlineData(7, 7, true)]
    public void Folds_HoldOutEachRowOnce(int count, int foldCount, bool stratify)
    {
        Dataset<double> data = Labelled(count, 3, seed: 9);
        foreach (ulong? seed in new ulong?[] { null, 8 })
        {
            Fold[] folds = data.Folds(foldCount, seed, stratify);
            Assert.Equal(Enumerable.Range(0, count), folds.SelectMany(fold => fold.Validation).Order());
            int[] all = data.CountByClass();
            foreach (Fold fold in folds)
            {
                Assert.Equal(Enumerable.Range(0, count), fold.Train.Concat(fold.Validation).Order());
                Assert.InRange(fold.Validation.Length, count / foldCount, (count + foldCount - 1) / foldCount);
                if (!stratify) continue;
                int[] held = data.Subset(fold.Validation).CountByClass();
                for (int label = 0; label < 3; label++) Assert.InRange(held[label] - (all[label] / (double)foldCount), -1, 1);
            }
        }
    }

    [Fact]
    public void Folds_BadCounts_AreRejected()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetTests.Numbered(5).Folds(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetTests.Numbered(5).Folds(6));
        Assert.Throws<InvalidOperationException>(() => DatasetTests.Numbered(5).Folds(2, stratify: true));
    }

    private static Dataset<double> Labelled(int count, int classCount, ulong seed)
    {
        var random = new RandomStream(seed);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) labels[i] = Math.Min(random.NextInt32(classCount), random.NextInt32(classCount));
        return Dataset.ForClassification<double>(Enumerable.Range(0, count).Select(i => (double)i).ToArray(), labels, 1, classCount);
    }

    private static double[] Rows(params Dataset<double>[] parts) => [.. parts.SelectMany(part => part.Features.ToArray()).Order()];
}
