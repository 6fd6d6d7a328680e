using System.Diagnostics;

namespace NfvRuntime.Agent.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", 1, "Option '--guest' is required.")]
    [InlineData("--guest g --connect tcp:1", 1, "--connect tcp:1: write unix: and the path of the host's socket, such as unix:/run/nfv/g1.sock.")]
    [InlineData("--guest g --connect unix:x --cpus 3-1", 1, "--cpus 3-1: write numbers of CPUs and ranges of them, such as 0,2-3.")]
    [InlineData("--guest g --connect unix:x --cpus 1000", 1, "error: --cpus 1000: none of these CPUs can be used: Invalid argument")]
    [InlineData("--guest g --connect unix:x --orphan-after 1y", 1, "--orphan-after 1y: a time is a number and ms, s, m or h, such as 60s.")]
    [InlineData("--guest g --connect unix:x --extensions /no/such.dll", 1, "extension '/no/such.dll' cannot be used: it is not there")]
    [InlineData("--guest g --connect unix:/no/such.sock --orphan-after 200ms", 5, "nfv-agent g: no host at /no/such.sock for 0.2 s (--orphan-after): the process ends.")]
    public async Task Says_what_is_wrong(string arguments, int status, string message)
    {
        (int exit, _, string errors) = await RunAsync(arguments);
        Assert.Equal(status, exit);
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_it_is()
    {
        (int exit, string output, string errors) = await RunAsync("--version");
        Assert.Equal((0, ""), (exit, errors));
        Assert.Matches(@"^\d+\.\d+\.\d+", output);
        (exit, output, _) = await RunAsync("--help");
        Assert.Equal(0, exit);
        Assert.All(["--guest", "--connect", "--cpus", "--extensions", "--orphan-after"], option => Assert.Contains(option, output, StringComparison.Ordinal));
    }

    private static async Task<(int Exit, string Output, string Errors)> RunAsync(string arguments)
    {
        using Process process = AgentProcess.Launch(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        await Wait.For(process.WaitForExitAsync());
        return (process.ExitCode, await output, await errors);
    }
}
