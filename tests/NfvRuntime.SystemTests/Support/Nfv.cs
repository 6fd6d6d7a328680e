using System.Diagnostics;

namespace NfvRuntime.SystemTests.Support;

/// <summary>The program itself, as users run it.</summary>
internal static class Nfv
{
    /// <summary>The program that was built for these tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "nfv.dll");

    public static ToolResult Run(string folder, params ReadOnlySpan<string> arguments) => Tool.Finish(Start(folder, arguments));

    public static Process Start(string folder, params ReadOnlySpan<string> arguments) =>
        Tool.Start(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", folder, ["exec", Program, .. arguments]);
}
