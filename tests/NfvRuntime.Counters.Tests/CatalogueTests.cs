using System.Text.RegularExpressions;

namespace NfvRuntime.Counters.Tests;

public class CatalogueTests
{
    [Fact]
    public void Holds_exactly_the_names_of_the_snapshot()
    {
        var lines = Catalogue.All.Select(m => $"{m.Name} {m.Kind} {m.Unit} {string.Join(',', m.Labels)}");
        string expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Catalogue.expected"));
        Assert.Equal(expected.TrimEnd(), string.Join('\n', lines));
    }

    [Fact]
    public void Lists_every_metric_that_the_file_declares()
    {
        var declared = typeof(Catalogue).GetFields().Select(f => f.GetValue(null)).OfType<Metric>();
        Assert.Equal(declared.OrderBy(m => m.Name), Catalogue.All.OrderBy(m => m.Name));
    }

    [Fact]
    public void Names_are_unique_lower_case_and_carry_no_unit()
    {
        Assert.Equal(Catalogue.All.Count, Catalogue.All.Select(m => m.Name).Distinct().Count());
        Assert.All(Catalogue.All, m => Assert.Matches(new Regex(@"^nfv(\.[a-z]+)+$"), m.Name));
        Assert.All(Catalogue.All, m => Assert.DoesNotMatch(new Regex("total|bytes|seconds"), m.Name));
    }

    [Fact]
    public void Labels_come_from_the_one_list_of_keys()
    {
        var keys = typeof(LabelKeys).GetFields().Select(f => (string)f.GetRawConstantValue()!).ToHashSet();
        Assert.All(Catalogue.All, m => Assert.Subset(keys, m.Labels.ToHashSet()));
    }

    [Theory]
    [InlineData(0, "1"), InlineData(1, "1"), InlineData(2, "4"), InlineData(4, "4"), InlineData(5, "16"), InlineData(16, "16")]
    [InlineData(17, "64"), InlineData(64, "64"), InlineData(65, "256"), InlineData(256, "256"), InlineData(257, "more")]
    [InlineData(uint.MaxValue, "more")]
    public void A_batch_falls_into_the_bucket_that_bounds_it(uint slots, string bound) =>
        Assert.Equal(bound, BatchSizes.Cells[BatchSizes.Bucket(slots)].ExtraLabels[0].Value);
}
