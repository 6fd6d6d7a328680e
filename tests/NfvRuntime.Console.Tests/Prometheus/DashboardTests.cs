using System.Text.Json;

namespace NfvRuntime.WebConsole.Tests.Prometheus;

/// <summary>What Grafana's documented dashboard model asks of the file, as far as that can be judged without Grafana.</summary>
public sealed class DashboardTests
{
    private const int Columns = 24;

    /// <summary>Those of Grafana's units (packages/grafana-data, value formats) that the dashboard uses.</summary>
    private static readonly string[] Units = ["pps", "bps", "ops", "s", "short", "percentunit"];

    private static readonly JsonElement[] Panels = [.. Dashboard.Read().GetProperty("panels").EnumerateArray()];

    [Fact]
    public void It_can_be_imported_and_asks_for_its_data_source_and_chain()
    {
        JsonElement root = Dashboard.Read();
        Assert.True(root.GetProperty("schemaVersion").GetInt32() >= 38);
        Assert.Matches("^[a-zA-Z0-9_-]{1,40}$", root.GetProperty("uid").GetString());
        Assert.False(root.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.Number, "an id belongs to one Grafana");
        Dictionary<string, JsonElement> variables = root.GetProperty("templating").GetProperty("list").EnumerateArray()
            .ToDictionary(variable => variable.GetProperty("name").GetString()!);
        Assert.Equal(["datasource", "chain"], variables.Keys);
        Assert.Equal(("datasource", "prometheus"), (Text(variables["datasource"], "type"), Text(variables["datasource"], "query")));
        Assert.Equal("query", Text(variables["chain"], "type"));
        Assert.Equal("${datasource}", Text(variables["chain"].GetProperty("datasource"), "uid"));
    }

    [Fact]
    public void Panels_have_ids_of_their_own_and_lie_side_by_side()
    {
        Assert.Equal(Panels.Length, Panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.Equal(Panels.Length, Panels.Select(panel => Text(panel, "title")).Distinct().Count());
        var taken = new HashSet<(int X, int Y)>();
        foreach (JsonElement at in Panels.Select(panel => panel.GetProperty("gridPos")))
        {
            int x = at.GetProperty("x").GetInt32(), y = at.GetProperty("y").GetInt32();
            int w = at.GetProperty("w").GetInt32(), h = at.GetProperty("h").GetInt32();
            Assert.True(x >= 0 && w > 0 && x + w <= Columns && y >= 0 && h > 0, $"{at}");
            Assert.All(
                from column in Enumerable.Range(x, w) from row in Enumerable.Range(y, h) select (column, row),
                cell => Assert.True(taken.Add(cell), $"{at} lies over another panel"));
        }
    }

    [Fact]
    public void Every_panel_says_what_it_shows_in_which_unit_and_where_it_comes_from()
    {
        Assert.All(Panels, panel =>
        {
            Assert.Equal("timeseries", Text(panel, "type"));
            Assert.NotEqual("", Text(panel, "title"));
            Assert.EndsWith(".", Text(panel, "description"), StringComparison.Ordinal);
            Assert.Equal(("prometheus", "${datasource}"), (Text(panel.GetProperty("datasource"), "type"), Text(panel.GetProperty("datasource"), "uid")));
            JsonElement fields = panel.GetProperty("fieldConfig");
            Assert.Contains(Text(fields.GetProperty("defaults"), "unit"), Units);
            Assert.Equal(JsonValueKind.Array, fields.GetProperty("overrides").ValueKind);
            JsonElement[] targets = [.. panel.GetProperty("targets").EnumerateArray()];
            Assert.NotEmpty(targets);
            Assert.Equal(targets.Length, targets.Select(target => Text(target, "refId")).Distinct().Count());
            Assert.All(targets, target => Assert.Contains("{{", Text(target, "legendFormat"), StringComparison.Ordinal));
        });
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
