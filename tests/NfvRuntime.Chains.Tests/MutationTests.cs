using System.Text;

namespace NfvRuntime.Chains.Tests;

/// <summary>Whatever a file holds, reading it comes back: with a plan, or with errors that point into the file.</summary>
public class MutationTests
{
    private const int Rounds = 20_000;

    private static readonly string[] Pieces =
    [
        "->", "[", "]", "{", "}", ":", ": ", "\n", "\n  ", "\t", "\"", "'", "#", "- ", "? ", "&a ", "*a", "<<: ", "!t ", "|",
        ">-", "---\n", "...\n", "drop", "fw", "lan", "nat", "paths:\n", "ports:\n", "kind", "%",
        "@", "`", ",", "\0", "\u2028", "\uD800", "é", "𝒳", "\r", "\\", "0", "-1",
        "999999999999999999999999", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    ];

    [Fact]
    public void Mutated_good_files_never_throw()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        string[] good = [.. Sample.Files("Good").Select(f => File.ReadAllText(Sample.PathOf("Good", f)))];
        for (int round = 0; round < Rounds; round++)
        {
            string text = Mutate(good[random.Next(good.Length)], random);
            var problem = Record.Exception(() => Judge(text));
            Assert.True(problem is null, $"seed {seed}, round {round}: {problem}\n{text}");
        }
    }

    [Fact]
    public void Every_beginning_of_a_good_file_is_read_or_refused()
    {
        foreach (string file in Sample.Files("Good"))
        {
            string text = File.ReadAllText(Sample.PathOf("Good", file));
            for (int length = 0; length < text.Length; length++) Judge(text[..length]);
        }
    }

    [Theory]
    [InlineData("["), InlineData("{a: "), InlineData("- "), InlineData("? "), InlineData("[a, "), InlineData("\"a\": {")]
    public void Deep_nesting_is_refused(string piece)
    {
        var result = Sample.Parse(new StringBuilder().Insert(0, piece, 50_000).ToString());
        Assert.Null(result.Plan);
        Assert.NotEmpty(result.Diagnostics);
    }

    [Fact]
    public void A_long_chain_of_branches_is_checked_in_reasonable_depth()
    {
        var text = new StringBuilder("chain: t\nports: { a: \"netmap:a\", b: \"netmap:b\" }\nstages:\n");
        for (int i = 0; i < 256; i++) text.AppendLine($"  s{i}: {{ kind: firewall }}");
        text.AppendLine("paths:\n  p: a -> s0 -> b");
        for (int i = 0; i < 255; i++) text.AppendLine($"  b{i}: s{i} [denied] -> s{i + 1} -> drop");
        Assert.Equal(256, Sample.Plan(text.ToString()).Paths.Count);
    }

    private static void Judge(string text)
    {
        var result = Sample.Parse(text);
        bool refused = result.Diagnostics.Any(d => d.Severity == Sdk.Settings.DiagnosticSeverity.Error);
        Assert.Equal(refused, result.Plan is null);
        int lines = text.Split('\n').Length + text.Count(c => c == '\r');
        Assert.All(result.Diagnostics, d => Assert.InRange(d.Position.Line, 1, lines + 1));
        Assert.All(result.Diagnostics, d => Assert.InRange(d.Position.Column, 1, text.Length + 2));
        Assert.All(result.Diagnostics, d => Assert.DoesNotContain('\n', d.Message));
    }

    private static string Mutate(string text, Random random)
    {
        var mutated = new StringBuilder(text);
        for (int i = random.Next(1, 6); i > 0 && mutated.Length > 0; i--)
        {
            int at = random.Next(mutated.Length);
            int length = Math.Min(random.Next(1, 20), mutated.Length - at);
            switch (random.Next(5))
            {
                case 0: mutated.Remove(at, length); break;
                case 1: mutated.Insert(at, Pieces[random.Next(Pieces.Length)]); break;
                case 2: mutated[at] = (char)random.Next(32, 127); break;
                case 3: mutated.Insert(at, mutated.ToString(random.Next(mutated.Length - length + 1), length)); break;
                default: (mutated[at], mutated[random.Next(mutated.Length)]) = (mutated[random.Next(mutated.Length)], mutated[at]); break;
            }
        }

        return mutated.ToString();
    }
}
