//! What people do with tickets.

use aftercare_domain::policy::Level;
use aftercare_domain::time::Seconds;
use aftercare_engine::{Engine, Failure};
use aftercare_interface::ticket_registry::{ExecuteMsg, OpenTicket};
use aftercare_testing::{commitment, number};

use super::{Act, Crowd, Deal, Told, CLIENTS};

const LEVELS: [Level; 3] = [Level::High, Level::Medium, Level::Low];

impl<E: Engine + 'static> Crowd<E> {
    pub(super) const TICKETS: &'static [Act<E>] = &[
        ("open a ticket", Self::open_ticket),
        ("open a ticket", Self::open_ticket),
        ("open a ticket without an agreement", Self::open_freely),
        ("reply as an agent", Self::help),
        ("reply as a customer", Self::insist),
        ("ask the customer", Self::ask_back),
        ("propose a resolution", Self::resolve),
        ("propose a resolution as a bot", Self::suggest),
        ("accept a resolution", Self::confirm),
        ("reject a resolution", Self::refuse),
        ("reopen", Self::reopen),
        ("cancel a ticket", Self::cancel),
        ("decline a ticket", Self::turn_down),
        ("propose a hold", Self::hold),
        ("agree to a hold", Self::agree),
        ("end a pause", Self::resume),
        ("flag a hollow word", Self::flag),
        ("raise the priority", Self::raise),
        ("propose a merge", Self::merge),
        ("agree to a merge", Self::agree_merge),
        ("poke a ticket", Self::poke_ticket),
        ("poke a ticket", Self::poke_ticket),
        ("rate", Self::rate),
        ("rate an agreement", Self::rate_agreement),
    ];

    fn level(&mut self) -> Level {
        let place = self.choices.place(&LEVELS);
        LEVELS.get(place).copied().unwrap_or(Level::Low)
    }

    fn ticket(&mut self) -> Result<(u64, Deal), Failure> {
        self.recent(|crowd| &crowd.tickets, "ticket")
    }

    fn tells(&mut self, name: &str, message: &ExecuteMsg) -> Told {
        self.world.registry(name, message).map(drop)
    }

    fn open_ticket(&mut self) -> Told {
        let deal = self.deal()?;
        let levels = (self.level(), self.level());
        let of = (deal.agreement, deal.provider);
        let ticket = self.world.open(deal.client, of, levels, "No connection")?;
        self.tickets.push((ticket, deal));
        Ok(())
    }

    fn open_freely(&mut self) -> Told {
        let client = self.one_of(&CLIENTS);
        let (_, provider) = self.recent(|crowd| &crowd.plans, "plan")?;
        let open = OpenTicket {
            agreement: None,
            provider: self.world.person(provider).to_string(),
            impact: self.level(),
            urgency: self.level(),
            category: 0,
            tags: vec![],
            content: commitment("A question"),
            external_ref: None,
            on_behalf_of: None,
            related: None,
            confidential: self.choices.happens(30_000),
        };
        let events = self.world.registry(client, &ExecuteMsg::Open(open))?;
        let agreement = 0;
        let deal = Deal {
            agreement,
            client,
            provider,
        };
        self.tickets.push((number(&events, "ticket")?, deal));
        Ok(())
    }

    fn help(&mut self) -> Told {
        let (ticket, _) = self.ticket()?;
        self.world.reply("agent", ticket, "We look").map(drop)
    }

    fn insist(&mut self) -> Told {
        let (ticket, deal) = self.ticket()?;
        self.world.reply(deal.client, ticket, "Still?").map(drop)
    }

    fn ask_back(&mut self) -> Told {
        let (ticket, _) = self.ticket()?;
        let question = commitment("Which firmware?");
        self.tells("agent", &ExecuteMsg::AskCustomer { ticket, question })
    }

    fn resolve(&mut self) -> Told {
        let (ticket, _) = self.ticket()?;
        let propose = ExecuteMsg::ProposeResolution {
            ticket,
            content: commitment("Restart it"),
            cites: vec![1, 2],
        };
        self.tells("agent", &propose)
    }

    fn suggest(&mut self) -> Told {
        let (ticket, _) = self.ticket()?;
        self.world.propose("bot", ticket, "Restart it").map(drop)
    }

    fn confirm(&mut self) -> Told {
        let (ticket, deal) = self.ticket()?;
        self.tells(deal.client, &ExecuteMsg::Accept { ticket })
    }

    fn refuse(&mut self) -> Told {
        let (ticket, deal) = self.ticket()?;
        let content = commitment("Still broken");
        self.tells(deal.client, &ExecuteMsg::Reject { ticket, content })
    }

    fn reopen(&mut self) -> Told {
        let (ticket, deal) = self.ticket()?;
        let content = commitment("Broken again");
        self.tells(deal.client, &ExecuteMsg::Reopen { ticket, content })
    }

    fn cancel(&mut self) -> Told {
        let (ticket, deal) = self.ticket()?;
        self.tells(deal.client, &ExecuteMsg::Cancel { ticket })
    }

    fn turn_down(&mut self) -> Told {
        let (ticket, deal) = self.ticket()?;
        self.tells(deal.provider, &ExecuteMsg::Decline { ticket })
    }

    fn hold(&mut self) -> Told {
        let (ticket, _) = self.ticket()?;
        let until = self.world.now().plus(Seconds::days(2));
        let content = commitment("The part arrives on Thursday");
        let hold = ExecuteMsg::ProposeHold {
            ticket,
            until,
            content,
        };
        self.tells("agent", &hold)
    }

    fn agree(&mut self) -> Told {
        let (ticket, deal) = self.ticket()?;
        self.tells(deal.client, &ExecuteMsg::AgreeHold { ticket })
    }

    fn resume(&mut self) -> Told {
        let (ticket, deal) = self.ticket()?;
        self.tells(deal.client, &ExecuteMsg::EndPause { ticket })
    }

    fn flag(&mut self) -> Told {
        let (ticket, deal) = self.ticket()?;
        self.tells(deal.client, &ExecuteMsg::FlagHollow { ticket })
    }

    fn raise(&mut self) -> Told {
        let (ticket, deal) = self.ticket()?;
        let raise = ExecuteMsg::Raise {
            ticket,
            impact: Level::High,
            urgency: Level::High,
            reason: commitment("The whole office is down"),
        };
        self.tells(deal.client, &raise)
    }

    fn merge(&mut self) -> Told {
        let (ticket, deal) = self.ticket()?;
        let same = |of: &&(u64, Deal)| of.1.agreement == deal.agreement && of.0 != ticket;
        let into = self.tickets.iter().rev().find(same).map_or(1, |of| of.0);
        let merge = ExecuteMsg::ProposeMerge {
            ticket,
            into,
            duplicate: self.choices.happens(50_000),
        };
        self.tells("agent", &merge)
    }

    fn agree_merge(&mut self) -> Told {
        let (ticket, deal) = self.ticket()?;
        self.tells(deal.client, &ExecuteMsg::AgreeMerge { ticket })
    }

    fn poke_ticket(&mut self) -> Told {
        let (ticket, _) = self.ticket()?;
        self.tells("keeper", &ExecuteMsg::Poke { ticket })
    }

    fn rate(&mut self) -> Told {
        let (ticket, deal) = self.ticket()?;
        let stars = u8::try_from(self.choices.between(1, 5)).unwrap_or(5);
        let rate = ExecuteMsg::Rate {
            ticket,
            answers: vec![stars],
            comment: None,
        };
        self.tells(deal.client, &rate)
    }

    fn rate_agreement(&mut self) -> Told {
        let deal = self.deal()?;
        let rate = ExecuteMsg::RateAgreement {
            agreement: deal.agreement,
            answers: vec![4],
            comment: None,
        };
        self.tells(deal.client, &rate)
    }

    /// A ticket that some client has opened, for whoever needs its number.
    pub(super) fn some_ticket(&mut self) -> Result<(u64, Deal), Failure> {
        self.ticket()
    }
}
