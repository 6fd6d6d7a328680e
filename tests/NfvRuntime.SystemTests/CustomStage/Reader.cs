using System.Diagnostics;
using System.Text.RegularExpressions;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.CustomStage;

/// <summary>
/// Somebody who follows a page to the letter in an empty folder: writes its files, runs its commands, compares what they print. Packages
/// come from the folder that the page makes, and from the machine's own cache, in which older packages of this project do not count.
/// </summary>
internal sealed class Reader : IDisposable
{
    private static readonly string Configuration = Repository.Relative(AppContext.BaseDirectory).Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    private readonly TemporaryFolder _desk = new();
    private readonly TemporaryFolder _cache = new();
    private readonly string _port;

    public Reader(int port)
    {
        _port = $"{port}";
        string known = Directory.CreateDirectory(_cache["known"]).FullName;
        string machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (string package in Directory.EnumerateDirectories(machine).Where(path => !Path.GetFileName(path).StartsWith("nfvruntime.", StringComparison.Ordinal)))
        {
            Directory.CreateSymbolicLink(Path.Combine(known, Path.GetFileName(package)), package);
        }
    }

    public string this[string file] => _desk[file];

    public void Follow(string page)
    {
        string output = "";
        foreach (PageBlock block in PageBlock.In(page))
        {
            if (block.File is { } file)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(_desk[file])!);
                File.WriteAllText(_desk[file], block.Text);
            }
            else if (block is { Language: "sh", Tag: "publish" })
            {
                // Publishing builds all of the product once more; the program that these tests were built with does as well.
                Directory.CreateDirectory(_desk["nfv"]);
                File.WriteAllText(_desk["nfv/nfv"], $"#!/bin/sh\nexec dotnet exec '{Nfv.Program}' \"$@\"\n");
                Tool.Run("chmod", "+x", _desk["nfv/nfv"]).Succeeded();
            }
            else if (block.Language == "sh")
            {
                output = Run(block);
            }
            else if (block.Language == "text" && output.Length > 0)
            {
                Compare(block.Text, output);
            }
        }
    }

    public void Dispose()
    {
        _desk.Dispose();
        _cache.Dispose();
    }

    private string Run(PageBlock block)
    {
        // What is packed was built before these tests began: building or restoring it anew would disturb whoever works in the repository.
        bool packs = block.Tag == "pack";
        string script = packs ? block.Text.Replace("-c Release", $"-c {Configuration}", StringComparison.Ordinal) : block.Text;
        var start = new ProcessStartInfo("bash") { WorkingDirectory = _desk.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-euc");
        start.ArgumentList.Add(script.Replace("9464", _port, StringComparison.Ordinal));
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["NFV"] = Repository.Root;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_NOLOGO"] = "1";
        if (packs)
        {
            start.Environment["NoBuild"] = "true";
        }
        else
        {
            start.Environment["NuGetAudit"] = "false";
            start.Environment["NUGET_PACKAGES"] = _cache["own"];
            start.Environment["NUGET_FALLBACK_PACKAGES"] = _cache["known"];
        }

        ToolResult result = Tool.Finish(Process.Start(start)!);
        Assert.True(result.Status == 0, $"{script}\nexit status {result.Status}\n{result.Output}{result.Errors}");
        return result.Output;
    }

    /// <summary>Three dots stand for anything in a line, and alone for any lines; blanks and empty lines do not count.</summary>
    private static void Compare(string expected, string output)
    {
        string pattern = string.Concat(Lines(expected).Select(line =>
            line == "..." ? @"(.*\n)*?" : Regex.Escape(line).Replace(@"\.\.\.", ".*", StringComparison.Ordinal) + @"\n"));
        string lines = string.Concat(Lines(output).Select(line => line + "\n"));
        Assert.True(Regex.IsMatch(lines, $@"\A{pattern}\z"), $"the page promises:\n{expected}\nand this came:\n{lines}");
    }

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n').Select(line => Regex.Replace(line.Trim(), @"\s+", " ")).Where(line => line.Length > 0);
}
