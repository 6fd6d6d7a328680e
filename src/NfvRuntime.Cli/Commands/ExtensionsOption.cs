using System.CommandLine;

namespace NfvRuntime.Cli.Commands;

/// <summary>The option <c>--extensions PATH</c>: assemblies with kinds of stages, besides those that chain files name.</summary>
internal static class ExtensionsOption
{
    public const string Name = "--extensions";

    public static Option<string[]> Create() => new(Name)
    {
        Description = "Kinds of stages from an assembly, or from those of a folder; its code runs with all rights of this process. May be repeated.",
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };
}
