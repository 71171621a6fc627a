//! The row of each message, for every contract: matches over all variants, so that a message that is added to
//! a contract does not compile before it has a row here, and is named as missing before it is sent.

use aftercare_engine::Failure;
use aftercare_interface::{community, reward_token, sla_escrow, ticket_registry};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A message as its contract reads it.
fn parsed<T: DeserializeOwned>(message: &Value) -> Result<T, Failure> {
    T::deserialize(message).map_err(|error| Failure::new(format!("{message} is none: {error}")))
}

macro_rules! row {
    ($($contract:ident { $($variant:ident = $name:literal),+ $(,)? })+) => {$(
        pub(super) fn $contract(message: &Value) -> Result<&'static str, Failure> {
            use $contract::ExecuteMsg as M;
            Ok(match parsed::<M>(message)? {
                $(M::$variant { .. } => $name,)+
            })
        }
    )+};
}

row! {
    reward_token {
        Transfer = "transfer",
        Burn = "burn",
        Send = "send",
        IncreaseAllowance = "increase_allowance",
        DecreaseAllowance = "decrease_allowance",
        TransferFrom = "transfer_from",
        SendFrom = "send_from",
        BurnFrom = "burn_from",
        Mint = "mint",
        UpdateMinter = "update_minter",
        UpdateMarketing = "update_marketing",
        UploadLogo = "upload_logo",
        LowerCap = "lower_cap",
        LowerBudget = "lower_budget",
        UpdateOwnership = "update_ownership",
    }
    ticket_registry {
        PublishCalendar = "publish_calendar",
        PublishCalendarVersion = "publish_calendar_version",
        SetAgent = "set_agent",
        RemoveAgent = "remove_agent",
        SetIntake = "set_intake",
        SetAway = "set_away",
        SetQueues = "set_queues",
        SetDelegate = "set_delegate",
        RemoveDelegate = "remove_delegate",
        Acknowledge = "acknowledge",
        Claim = "claim",
        Assign = "assign",
        HandOver = "hand_over",
        Queue = "queue",
        ReplyMany = "reply_many",
        Relay = "relay",
        Note = "note",
        Link = "link",
        Escalate = "escalate",
        Disclose = "disclose",
        RateAgreement = "rate_agreement",
        Purge = "purge",
        Open = "open",
        Reply = "reply",
        AskCustomer = "ask_customer",
        ProposeHold = "propose_hold",
        AgreeHold = "agree_hold",
        EndPause = "end_pause",
        FlagHollow = "flag_hollow",
        ProposeResolution = "propose_resolution",
        Accept = "accept",
        Reject = "reject",
        ProposeTriage = "propose_triage",
        ConsentTriage = "consent_triage",
        ObjectTriage = "object_triage",
        Raise = "raise",
        Lower = "lower",
        ProposeMerge = "propose_merge",
        AgreeMerge = "agree_merge",
        Cancel = "cancel",
        Decline = "decline",
        Reopen = "reopen",
        Poke = "poke",
        PokeMany = "poke_many",
        Rate = "rate",
    }
    sla_escrow {
        Wire = "wire",
        AnnounceMonitoring = "announce_monitoring",
        ListAsset = "list_asset",
        CloseAsset = "close_asset",
        SetPauser = "set_pauser",
        Pause = "pause",
        Unpause = "unpause",
        Sweep = "sweep",
        UpdateOwnership = "update_ownership",
        PublishPlan = "publish_plan",
        RevisePlan = "revise_plan",
        RetirePlan = "retire_plan",
        UpdateAllowList = "update_allow_list",
        DepositBond = "deposit_bond",
        WithdrawFreeBond = "withdraw_free_bond",
        RefillBond = "refill_bond",
        PayDebt = "pay_debt",
        CollectDebt = "collect_debt",
        Subscribe = "subscribe",
        Renew = "renew",
        Extend = "extend",
        ProposeAgreement = "propose_agreement",
        Amend = "amend",
        AcceptProposal = "accept_proposal",
        DeclineProposal = "decline_proposal",
        CancelProposal = "cancel_proposal",
        Terminate = "terminate",
        Settle = "settle",
        BookMisses = "book_misses",
        Poke = "poke",
        Contest = "contest",
        DeclareForceMajeure = "declare_force_majeure",
        Object = "object",
        Rule = "rule",
        Withdraw = "withdraw",
        PushClaim = "push_claim",
        SetPayoutAddress = "set_payout_address",
        SetRecovery = "set_recovery",
        Recover = "recover",
        VetoRecovery = "veto_recovery",
        TakeOver = "take_over",
        Receive = "receive",
    }
    community {
        Wire = "wire",
        SetRate = "set_rate",
        ListAsset = "list_asset",
        CloseAsset = "close_asset",
        RegisterRatings = "register_ratings",
        Thank = "thank",
        CloseEpoch = "close_epoch",
        MintEpoch = "mint_epoch",
        Claim = "claim",
        Ask = "ask",
        Answer = "answer",
        EditAnswer = "edit_answer",
        WithdrawAnswer = "withdraw_answer",
        Dismiss = "dismiss",
        MakeOfficial = "make_official",
        TopUp = "top_up",
        TakeBack = "take_back",
        WithdrawBounty = "withdraw_bounty",
        Accept = "accept",
        Challenge = "challenge",
        VoteOnChallenge = "vote_on_challenge",
        SetChallengeBond = "set_challenge_bond",
        Poke = "poke",
        Withdraw = "withdraw",
        PushClaim = "push_claim",
        Receive = "receive",
        UpdateOwnership = "update_ownership",
        Object = "object",
        SetCurators = "set_curators",
        SetExperts = "set_experts",
        VoidPoints = "void_points",
        Promote = "promote",
        Reconfirm = "reconfirm",
        FundSupport = "fund_support",
        WithdrawSupport = "withdraw_support",
        ConfirmHelped = "confirm_helped",
        AddPeers = "add_peers",
    }
}
