using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

public sealed class BackToBackTests
{
    [Theory]
    [InlineData(1024u, false, 3_000_000)]
    [InlineData(16u, false, 400_000)]
    [InlineData(1000u, false, 500_000)]
    [InlineData(256u, true, 200_000)]
    [InlineData(7u, true, 60_000)]
    public async Task Nothing_is_lost_order_and_buffers_are_kept_and_no_kick_is_slept_through(uint slots, bool sleeps, int count)
    {
        int seed = Environment.TickCount;
        using var pair = new BackToBackPair(slots);
        var sender = new SequenceSender(pair.Tx, seed, sleeps, 0, (ulong)count);
        var receiver = new SequenceReceiver(pair.Rx, seed + 1, sleeps, 1, received => received == (ulong)count);
        await Task.WhenAll(sender.Start(), receiver.Start());
        Assert.True(receiver.Missing == 0, $"seed {seed}");
        Assert.Empty(pair.Audit(sender.Spares.Concat(receiver.Spares)));
        Assert.Equal(0u, pair.Ring.Resets);
        if (!sleeps)
        {
            Assert.True(pair.Tx.KicksSent + pair.Rx.KicksSent <= 2, "kicks were sent to sides that are awake");
        }
    }

    [Fact]
    public void A_sleeping_sender_is_woken_for_half_a_ring_of_room_and_not_for_each_burst()
    {
        using var pair = new BackToBackPair(slots: 16);
        for (ulong i = 0; i < 15; i++)
        {
            pair.Tx.PutNumber(i);
        }

        pair.Tx.Sync();
        Assert.False(pair.Tx.Arm());
        pair.Rx.Sync();
        ulong before = pair.Rx.KicksSent;
        for (ulong i = 0; i < 7; i++)
        {
            Assert.Equal(before, pair.Rx.KicksSent);
            Assert.Equal(i, pair.Rx.TakeNumber());
            pair.Rx.Sync();
        }

        Assert.Equal(before + 1, pair.Rx.KicksSent);
        pair.Tx.Sync();
        Assert.Equal(7u, pair.Tx.Available);
    }

    [Fact]
    public void A_sleeping_sender_is_woken_by_an_emptied_ring_however_little_was_in_it()
    {
        using var pair = new BackToBackPair(slots: 16);
        pair.Tx.PutNumber(1);
        pair.Tx.Sync();
        pair.Tx.Cur = pair.Tx.Tail;
        Assert.False(pair.Tx.Arm());
        pair.Rx.Sync();
        pair.Rx.TakeNumber();
        ulong before = pair.Rx.KicksSent;
        pair.Rx.Sync();
        Assert.Equal(before + 1, pair.Rx.KicksSent);
    }

    [Fact]
    public async Task Two_that_sleep_between_packets_always_wake_each_other()
    {
        using var there = new BackToBackPair();
        using var back = new BackToBackPair();
        there.Tx.PutNumber(0);
        there.Tx.Sync();
        await Task.WhenAll(
            Task.Factory.StartNew(() => Return(back.Tx, there.Rx), TaskCreationOptions.LongRunning),
            Task.Factory.StartNew(() => Return(there.Tx, back.Rx), TaskCreationOptions.LongRunning));
        Assert.True(there.Rx.KicksSent + back.Rx.KicksSent + there.Tx.KicksSent + back.Tx.KicksSent > 0);

        static void Return(RingDriver tx, RingDriver rx)
        {
            ulong number;
            do
            {
                rx.Sync();
                while (rx.Available == 0)
                {
                    if (!rx.Arm())
                    {
                        Assert.True(Readable.Within(rx.WakeDescriptor, 20_000), "lost wake-up");
                        rx.Disarm();
                        rx.Drain();
                    }

                    rx.Sync();
                }

                number = rx.TakeNumber();
                tx.Sync();
                tx.PutNumber(number + 1);
                tx.Sync();
            }
            while (number < 20_000);
        }
    }

    [Fact]
    public void Only_whole_packets_cross()
    {
        using var pair = new BackToBackPair();
        pair.Tx.PutNumber(1);
        pair.Tx.PutNumber(2, SlotFlags.MoreFrag);
        pair.Tx.Sync();
        pair.Rx.Sync();
        Assert.Equal(1u, pair.Rx.Available);
        pair.Tx.PutNumber(3);
        pair.Tx.Sync();
        pair.Rx.Sync();
        Assert.Equal(3u, pair.Rx.Available);
        Assert.True(pair.Tx.TxPending);
        Assert.Equal(1ul, pair.Rx.TakeNumber());
        Assert.Equal(2ul, pair.Rx.TakeNumber());
        Assert.Equal(3ul, pair.Rx.TakeNumber());
        pair.Rx.Sync();
        pair.Tx.Sync();
        Assert.False(pair.Tx.TxPending);
        Assert.Equal(15u, pair.Tx.Available);
    }

    [Theory]
    [InlineData(16u, 16u)]
    [InlineData(5u, 4u)]
    [InlineData(uint.MaxValue, 0u)]
    [InlineData(3u, 100u)]
    public unsafe void A_receiver_refuses_impossible_indices_and_the_arbiter_starts_both_anew(uint head, uint cur)
    {
        using var pair = new BackToBackPair();
        pair.Tx.PutNumber(1);
        pair.Tx.Sync();
        (pair.Atok->Cur, pair.Atok->Head) = (cur, head);
        RingFaultException fault = Assert.Throws<RingFaultException>(pair.Rx.Sync);
        Assert.Contains("the sender states", fault.What, StringComparison.Ordinal);
        Assert.Equal(0u, pair.Rx.Available);
        (RingFaultException? told, RingFaultException? again) = pair.Settle();
        Assert.Equal(1u, told!.SlotsLost);
        Assert.Null(again);
        AssertRuns(pair, generation: 2);
    }

    [Theory]
    [InlineData(16u)]
    [InlineData(2u)]
    [InlineData(uint.MaxValue)]
    public unsafe void A_sender_refuses_an_impossible_hwcur_and_the_arbiter_starts_both_anew(uint hwCur)
    {
        using var pair = new BackToBackPair();
        pair.Tx.PutNumber(1);
        pair.Tx.Sync();
        pair.Ktoa->HwCur = hwCur;
        Assert.Contains("the receiver states", Assert.Throws<RingFaultException>(pair.Tx.Sync).What, StringComparison.Ordinal);
        (_, RingFaultException? told) = pair.Settle();
        Assert.NotNull(told);
        AssertRuns(pair, generation: 2);
    }

    [Fact]
    public void Own_indices_outside_of_what_a_side_was_given_are_refused()
    {
        using var pair = new BackToBackPair();
        pair.Tx.Head = pair.Tx.Cur = 15;
        pair.Tx.Sync();
        pair.Tx.Head = pair.Tx.Cur = 3;
        Assert.Throws<RingFaultException>(pair.Tx.Sync);
        pair.Settle();
        pair.Rx.Head = pair.Rx.Cur = 1;
        Assert.Throws<RingFaultException>(pair.Rx.Sync);
        pair.Settle();
        AssertRuns(pair, generation: 3);
    }

    [Fact]
    public void A_chain_of_too_many_slots_is_refused_where_it_is_made()
    {
        using var pair = new BackToBackPair(slots: 128);
        for (ulong i = 0; i < 70; i++)
        {
            pair.Tx.PutNumber(i, SlotFlags.MoreFrag);
        }

        Assert.Contains("more than 64 slots", Assert.Throws<RingFaultException>(pair.Tx.Sync).What, StringComparison.Ordinal);
        pair.Settle();
        AssertRuns(pair, generation: 2);
    }

    [Fact]
    public void An_owner_may_ask_for_a_reset_which_is_a_fault_only_to_the_other_side()
    {
        using var pair = new BackToBackPair();
        for (ulong i = 0; i < 5; i++)
        {
            pair.Tx.PutNumber(i);
        }

        pair.Tx.Sync();
        pair.Rx.Sync();
        pair.Rx.Reset();
        Assert.Equal(0u, pair.Rx.Available);
        Assert.True(Readable.Now(pair.Ring.ArbiterWake.Descriptor));
        (RingFaultException? told, RingFaultException? again) = pair.Settle();
        Assert.Equal((5u, null), (told!.SlotsLost, again));
        Assert.Equal((0ul, 1ul), (pair.Rx.Faults, pair.Tx.Faults));
        AssertRuns(pair, generation: 2);
    }

    [Fact]
    public void A_reset_gives_every_slot_without_a_usable_buffer_a_fresh_one()
    {
        using var pair = new BackToBackPair();
        pair.Ring.Ring[3].BufIdx = 1;
        pair.Ring.Ring[4].BufIdx = pair.Host.BufferCount;
        pair.Ring.BeginReset();
        pair.Settle();
        Assert.Equal(2ul, pair.Ring.SlotsRepaired);
        pair.Ring.VisitBuffers(index => Assert.True(pair.Host.IsUsableBuffer(index)));
        AssertRuns(pair, generation: 2);
    }

    [Fact]
    public void While_frozen_both_sides_may_sleep_and_are_woken_when_it_ends()
    {
        using var pair = new BackToBackPair();
        pair.Tx.PutNumber(1);
        pair.Tx.Sync();
        pair.Ring.BeginReset();
        pair.Rx.Sync();
        Assert.Equal(0u, pair.Rx.Available);
        pair.Rx.Drain();
        Assert.False(pair.Rx.Arm());
        Assert.False(pair.Ring.Poll());
        Assert.True(pair.Ring.IsFrozen);
        pair.Tx.Sync();
        pair.Tx.Drain();
        Assert.False(pair.Tx.Arm());
        Assert.False(Readable.Now(pair.Rx.WakeDescriptor) || Readable.Now(pair.Tx.WakeDescriptor));
        Assert.True(pair.Ring.Poll());
        Assert.True(Readable.Now(pair.Rx.WakeDescriptor) && Readable.Now(pair.Tx.WakeDescriptor));
        Assert.True(pair.Tx.Arm());
        pair.Settle();
        AssertRuns(pair, generation: 2);
    }

    [Fact]
    public void A_reset_does_not_wait_for_a_side_that_has_died_and_its_successor_goes_on()
    {
        using var pair = new BackToBackPair();
        pair.Tx.PutNumber(1);
        pair.Tx.Sync();
        pair.Ring.Leave(sender: true);
        Assert.False(pair.Ring.Poll());
        Assert.Null(Record.Exception(pair.Rx.Sync));
        Assert.True(pair.Ring.Poll());
        Assert.Throws<RingFaultException>(pair.Rx.Sync);
        pair.Ring.Resume(sender: true);
        pair.AttachSender();
        AssertRuns(pair, generation: 1);
    }

    [Fact]
    public void A_side_may_come_back_to_a_running_ring_and_finds_what_it_held()
    {
        using var pair = new BackToBackPair();
        pair.Tx.PutNumber(1);
        pair.Tx.PutNumber(2);
        pair.Tx.Sync();
        pair.Rx.Sync();
        Assert.Equal(1ul, pair.Rx.TakeNumber());
        pair.Rx.Sync();
        pair.AttachReceiver();
        pair.AttachSender();
        pair.Tx.PutNumber(3);
        pair.Tx.Sync();
        pair.Rx.Sync();
        Assert.Equal(2ul, pair.Rx.TakeNumber());
        Assert.Equal(3ul, pair.Rx.TakeNumber());
        Assert.Equal(0u, pair.Ring.Resets);
    }

    [Fact]
    public unsafe void A_forged_arbiters_word_costs_this_ring_a_reset()
    {
        using var pair = new BackToBackPair();
        *(uint*)((byte*)pair.Ring.Ring.Pointer + 128) = 77776;
        Assert.Throws<RingFaultException>(pair.Tx.Sync);
        pair.Settle();
        Assert.Equal(1ul, pair.Ring.Forgeries);
        AssertRuns(pair, generation: pair.Tx.Generation);
    }

    [Fact]
    public void Syncing_allocates_nothing()
    {
        using var pair = new BackToBackPair(slots: 64);
        void Exchange()
        {
            for (ulong i = 0; i < 10; i++)
            {
                pair.Tx.PutNumber(i);
            }

            pair.Tx.Sync();
            pair.Rx.Sync();
            pair.Rx.Arm();
            pair.Rx.Disarm();
            while (pair.Rx.Available > 0)
            {
                pair.Rx.TakeNumber();
            }

            pair.Rx.Sync();
            pair.Rx.Arm();
            pair.Rx.Disarm();
            pair.Tx.SyncNow();
            pair.Ring.Poll();
        }

        for (int i = 0; i < 200; i++)
        {
            Exchange();
        }

        Assert.Equal(0, Allocation.Least(() =>
        {
            for (int i = 0; i < 2000; i++)
            {
                Exchange();
            }
        }));
    }

    private static void AssertRuns(BackToBackPair pair, uint generation)
    {
        for (ulong i = 0; i < 40; i++)
        {
            pair.Tx.PutNumber(i);
            pair.Tx.Sync();
            pair.Rx.Sync();
            Assert.Equal(i, pair.Rx.TakeNumber());
            Assert.Equal(0u, pair.Rx.Available);
            pair.Rx.Sync();
            pair.Tx.Sync();
            Assert.Equal(15u, Math.Min(15u, pair.Tx.Available));
        }

        Assert.Equal(generation, pair.Tx.Generation);
    }
}
