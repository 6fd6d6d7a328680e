namespace NfvRuntime.Guests.MessagePack;

/// <summary>How much a reader lets its input do.</summary>
public class MessagePackSecurity
{
    /// <summary>For input from anywhere; values nest at most 500 deep.</summary>
    public static readonly MessagePackSecurity UntrustedData = new();

    private MessagePackSecurity()
    {
    }

    /// <summary>How many arrays and maps may stand within each other.</summary>
    public int MaximumObjectGraphDepth { get; private set; } = 500;

    /// <summary>The same with another limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public MessagePackSecurity WithMaximumObjectGraphDepth(int maximumObjectGraphDepth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumObjectGraphDepth, 1);
        var other = (MessagePackSecurity)MemberwiseClone();
        other.MaximumObjectGraphDepth = maximumObjectGraphDepth;
        return other;
    }

    /// <summary>Counts one step down; a reading method that calls itself does so first, and takes it back when it returns.</summary>
    /// <exception cref="InsufficientExecutionStackException">The input nests deeper than allowed.</exception>
    public void DepthStep(ref MessagePackReader reader)
    {
        if (reader.Depth >= MaximumObjectGraphDepth)
        {
            throw new InsufficientExecutionStackException($"The input nests deeper than {MaximumObjectGraphDepth} arrays and maps.");
        }

        reader.Depth++;
    }
}
