using System.Diagnostics;

namespace NfvRuntime.Netmap.Tests.Litmus;

/// <summary>Starts the built program as a user does. The runs are short; its own control loses about one wake-up in a hundred rounds.</summary>
public class LitmusProgramTests
{
    [Theory]
    [InlineData("--threads")]
    [InlineData("--processes")]
    public void The_protocol_holds(string mode)
    {
        (int status, string output) = Run(mode, "--rounds", "200000", "--seed", "3");
        Assert.True(status == OnTwoCpus(0), output);
        Assert.Contains(status == 0 ? "holds: no wake-up lost in 200,000 rounds" : "one CPU", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--threads")]
    [InlineData("--processes")]
    public void Without_the_publishers_fence_it_is_violated(string mode)
    {
        (int status, string output) = Run(mode, "--rounds", "200000", "--subject", "unfenced");
        Assert.True(status == OnTwoCpus(1), output);
        Assert.Contains(status == 1 ? "VIOLATED" : "one CPU", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--threads")]
    [InlineData("--processes")]
    public void A_control_that_shows_nothing_makes_the_run_inconclusive(string mode)
    {
        (int status, string output) = Run(mode, "--rounds", "20000", "--control", "fenced");
        Assert.True(status == 2, output);
        Assert.Contains("inconclusive", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--rounds")]
    [InlineData("--rounds", "0")]
    [InlineData("--rounds", "many")]
    [InlineData("--fast")]
    public void Wrong_usage_is_told_apart_from_every_verdict(params string[] arguments)
    {
        (int status, string output) = Run(arguments);
        Assert.Equal(64, status);
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
    }

    /// <summary>On one CPU no store is ever seen late, and the program says that it cannot tell.</summary>
    private static int OnTwoCpus(int status) => Environment.ProcessorCount < 2 ? 2 : status;

    private static (int Status, string Output) Run(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "NfvRuntime.Litmus.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process program = Process.Start(start)!;
        Task<string> errors = program.StandardError.ReadToEndAsync();
        string output = program.StandardOutput.ReadToEnd();
        program.WaitForExit();
        return (program.ExitCode, output + errors.Result);
    }
}
