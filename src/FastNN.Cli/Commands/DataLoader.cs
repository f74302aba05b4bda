using System.Globalization;
using System.Numerics;
using FastNN.Data;

namespace FastNN.Cli.Commands;

/// <summary>Loads data sets: to train on, or to measure a trained model on.</summary>
internal static class DataLoader
{
    /// <summary>Loads, divides, encodes and scales the data of a training run.</summary>
    public static TrainingData<T> ForTraining<T>(TrainOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => options.Source.Kind switch
        {
            DataSourceKind.Digits => Images(options, DataSplit.Digits<T>(DataSplit.DigitCount, options.Seed)),
            DataSourceKind.Idx => Images(options, IdxFolder.Load<T>(options.Source.Path)),
            _ => Table<T>(options),
        };

    /// <summary>Loads data in the form that a trained model takes.</summary>
    /// <param name="card">The model's card.</param>
    /// <param name="source">The data set.</param>
    /// <param name="part">The part wanted, or null for the test part of what the model was trained on and all of anything else.</param>
    /// <param name="model">The model's file, for messages.</param>
    /// <exception cref="UsageException">The model was trained on data of another kind.</exception>
    public static Dataset<T> ForModel<T>(ModelCard card, DataSource source, DataPart? part, string model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool wantsTable = source.Kind == DataSourceKind.Csv;
        if (wantsTable != (card.Encoding != null))
        {
            throw new UsageException(wantsTable
                ? $"{model} was trained on images ({card.Data.Source}); it cannot be measured on a CSV file"
                : $"{model} was trained on a CSV file ({card.Data.Source}); it cannot be measured on images");
        }

        switch (source.Kind)
        {
            case DataSourceKind.Digits:
                bool same = card.Data.Source.Kind == DataSourceKind.Digits;
                int count = same ? card.Data.Count : DataSplit.DigitCount;
                return part is DataPart.All || (part is null && !same)
                    ? SyntheticDigits.Create<T>(count, card.Data.Seed)
                    : Choose(DataSplit.Digits<T>(count, card.Data.Seed), part);
            case DataSourceKind.Idx:
                if (part is DataPart.All) throw new UsageException("an IDX folder holds two sets; --split takes test or train");
                return Choose(IdxFolder.Load<T>(source.Path), part);
            default:
                Table table = CsvSource.Read(source.Path, CsvSource.For(card), out string fingerprint);
                Dataset<double> rows = card.Encoding!.Encode<double>(table);
                bool whole = part is DataPart.All || (part is null && fingerprint != card.Data.Fingerprint);
                Dataset<double> chosen = whole ? rows : Choose(DataSplit.Rows(rows, card.Data.Seed, source.Path), part);
                return Scale<T>(chosen, card.FeatureScaler, card.TargetScaler);
        }
    }

    private static Dataset<T> Choose<T>((Dataset<T> Train, Dataset<T> Test) parts, DataPart? part)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => part is DataPart.Train ? parts.Train : parts.Test;

    private static TrainingData<T> Images<T>(TrainOptions options, (Dataset<T> Train, Dataset<T> Test) parts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> labels = parts.Train.Targets.Span;
        if (!labels.ContainsAnyExcept(labels[0]))
        {
            throw new InvalidDataException($"{options.Source.Path}: all images to train on are of one class, {labels[0]}; at least two classes are needed");
        }

        (Dataset<T> train, Dataset<T>? validation) = DataSplit.Validation(parts.Train, options.ValidationShare, options.Seed);
        return new TrainingData<T>
        {
            Train = train,
            Validation = validation,
            Test = parts.Test,
            Card = new DataCard(options.Source, parts.Train.Count + parts.Test.Count, options.Seed),
            ClassNames = parts.Train.ClassNames ?? [.. Enumerable.Range(0, parts.Train.ClassCount).Select(i => i.ToString(CultureInfo.InvariantCulture))],

            // Readers give pixels from 0 to 1; this is how predict gets there from the numbers of the files.
            FeatureScaler = options.Source.Kind == DataSourceKind.Idx ? Uniform(train.FeatureCount, 1 / 255.0) : null,
        };
    }

    // Everything up to the scaled values is computed in double: large numbers, such as years, keep their differences.
    private static TrainingData<T> Table<T>(TrainOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string path = options.Source.Path;
        bool isName = !int.TryParse(options.Target, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        var known = new CsvOptions { HasHeader = options.HasHeader, ExpectedColumns = isName ? [options.Target!] : [] };
        Table table = CsvSource.Read(path, known, out string fingerprint);
        TableEncoding encoding = TableEncoding.Fit(table, new TableEncodingOptions
        {
            Target = options.Target!,
            IsClassification = options.Classify ? true : null,
            Ignored = options.Ignored,
            Categorical = options.Categorical,
            Missing = options.Missing,
        });
        Dataset<double> all = encoding.Encode<double>(table);
        if (all.ClassCount == 1)
        {
            throw new InvalidDataException($"{path}: column '{encoding.Target}': all rows are of the class '{encoding.ClassNames![0]}'; at least two classes are needed");
        }

        (Dataset<double> rest, Dataset<double> test) = DataSplit.Rows(all, options.Seed, path);
        (Dataset<double> train, Dataset<double>? validation) = DataSplit.Validation(rest, options.ValidationShare, options.Seed);
        FeatureScaler features = FeatureScaler.Standardize(train);
        FeatureScaler? targets = all.IsClassification ? null : FeatureScaler.Standardize(train.Targets.Span, train.TargetCount);
        return new TrainingData<T>
        {
            Train = Scale<T>(train, features, targets),
            Validation = validation is null ? null : Scale<T>(validation, features, targets),
            Test = Scale<T>(test, features, targets),
            Card = new DataCard(options.Source, all.Count, options.Seed, fingerprint, table.HasHeader),
            ClassNames = encoding.ClassNames,
            Encoding = encoding,
            LabelCount = all.IsClassification ? 0 : CountLabels(all.Targets.Span),
            FeatureScaler = features,
            TargetScaler = targets,
        };
    }

    private static Dataset<T> Scale<T>(Dataset<double> rows, FeatureScaler? features, FeatureScaler? targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (features != null) rows = features.Apply(rows);
        if (targets != null)
        {
            double[] scaled = new double[rows.Targets.Length];
            targets.Apply(rows.Targets.Span, scaled);
            rows = Dataset.ForRegression<double>(rows.Features, scaled, rows.FeatureCount, rows.TargetCount, rows.FeatureNames);
        }

        return rows.Cast<T>();
    }

    private static int CountLabels(ReadOnlySpan<double> targets)
    {
        const int Most = 20;
        var different = new HashSet<double>();
        foreach (double target in targets)
        {
            if (!double.IsInteger(target) || (different.Add(target) && different.Count > Most)) return 0;
        }

        // Where nearly every row has its own, they are no labels.
        return 2 * different.Count <= targets.Length ? different.Count : 0;
    }

    private static FeatureScaler Uniform(int count, double scale)
    {
        double[] scales = new double[count];
        Array.Fill(scales, scale);
        return new FeatureScaler(new double[count], scales);
    }
}
