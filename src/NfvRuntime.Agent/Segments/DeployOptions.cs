using System.Globalization;
using NfvRuntime.Chains;
using NfvRuntime.Guests.Protocol;

namespace NfvRuntime.Agent.Segments;

/// <summary>How a segment is run, as the host asks.</summary>
/// <param name="File">What its document is called in messages; relative names of files in it refer to its folder.</param>
/// <param name="Policy">What its island does without work; null: as the document says.</param>
/// <param name="Cpu">The CPU of its island; null: any.</param>
internal sealed record DeployOptions(string File, WaitingPolicy? Policy, int? Cpu)
{
    private const int MostCpus = 1024;

    /// <exception cref="AgentErrorException">An option is unknown, or its value is none.</exception>
    public static DeployOptions Read(DeployRequest request)
    {
        if (request.Parameters.Count > 0)
        {
            throw new AgentErrorException(new ErrorResponse(ErrorCodes.BadField, "documents refer to no parameters in this version", "parameters"));
        }

        string folder = Environment.CurrentDirectory, file = $"{request.Segment}.yaml";
        WaitingPolicy? policy = null;
        int? cpu = null;
        foreach ((string name, string value) in request.Options)
        {
            switch (name)
            {
                case "base":
                    folder = Path.IsPathFullyQualified(value) ? value : throw Bad(name, value, "a folder's full path");
                    break;
                case "file":
                    file = Path.GetFileName(value) is { Length: > 0 } last ? last : throw Bad(name, value, "a file's name");
                    break;
                case "policy":
                    bool isWord = Enum.TryParse(value, ignoreCase: true, out WaitingPolicy read) && value.All(char.IsAsciiLetterLower);
                    policy = isWord ? read : throw Bad(name, value, "adaptive, busy, yield, interrupt or share");
                    break;
                case "cpu":
                    bool isCpu = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < MostCpus;
                    cpu = isCpu ? number : throw Bad(name, value, "the number of a CPU");
                    break;
                default:
                    throw new AgentErrorException(new ErrorResponse(
                        ErrorCodes.BadField, $"there is no option '{name}': this agent knows base, file, policy, cpu", "options"));
            }
        }

        return new DeployOptions(Path.Combine(folder, file), policy, cpu);
    }

    private static AgentErrorException Bad(string name, string value, string expected) =>
        new(new ErrorResponse(ErrorCodes.BadField, $"option '{name}' is {expected}, and not '{value}'", "options"));
}
