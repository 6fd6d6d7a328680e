namespace NfvRuntime.Guests.Tests.Processes;

public sealed class GuestHomeTests
{
    private readonly string _file = $"/nowhere/{Guid.NewGuid()}.yaml";

    [Fact]
    public void The_same_chain_twice_at_once_gets_two_folders()
    {
        GuestHome first = GuestHome.Open(_file), second = GuestHome.Open(_file);

        Assert.NotEqual(first.Folder, second.Folder);
        first.Leave();
        second.Leave();
        Assert.False(Directory.Exists(first.Folder) || Directory.Exists(second.Folder));
    }

    [Fact]
    public void The_folder_goes_with_the_last_guest_and_takes_no_other_then()
    {
        GuestHome home = GuestHome.Open(_file);
        Assert.True(home.TryEnter());
        home.Leave();
        Assert.True(Directory.Exists(home.Folder));
        home.Leave();

        Assert.False(Directory.Exists(home.Folder));
        Assert.False(home.TryEnter());
    }

    [Fact]
    public void What_a_dead_host_left_is_found_again()
    {
        GuestHome home = GuestHome.Open(_file);
        string folder = home.Folder;
        home.Leave();
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "g1.pid"), "1 1");

        GuestHome next = GuestHome.Open(_file);

        Assert.Equal(folder, next.Folder);
        Assert.True(File.Exists(Path.Combine(folder, "g1.pid")));
        next.Leave();
    }

    [Fact]
    public void Something_that_is_no_folder_of_the_users_own_is_passed_over()
    {
        GuestHome home = GuestHome.Open(_file);
        string folder = home.Folder;
        home.Leave();
        File.CreateSymbolicLink(folder, Path.GetTempPath());
        try
        {
            GuestHome next = GuestHome.Open(_file);
            Assert.NotEqual(folder, next.Folder);
            next.Leave();
        }
        finally
        {
            File.Delete(folder);
        }
    }
}
