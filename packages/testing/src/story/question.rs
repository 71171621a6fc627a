//! A question that nobody decides.

use aftercare_domain::time::Seconds;
use aftercare_engine::Engine;
use aftercare_interface::community::{ExecuteMsg, QueryMsg, QuestionResponse};

use super::{ensure, same, Cast, Told};

/// An answer that nobody thanked does not get the bounty by silence: it is the asker's to withdraw once the
/// question's time is over, and not a second before.
pub fn silence<E: Engine>(cast: &mut Cast<'_, E>) -> Told {
    let (asker, member) = (cast.person("asker")?, cast.person("member")?);
    let world = &mut *cast.world;
    let euro = world.euro.clone();
    let before = world.balance(&asker, &euro)?;
    let question = world.ask(&asker, (&euro, 50_000_000), "How do I bridge it?")?;
    world.answer(&member, question, "Buy a new one")?;
    let found: QuestionResponse = world
        .engine
        .query(&world.suite.community, &QueryMsg::Question { question })?;
    world.engine.advance_to(found.decide_by)?;
    let poke = ExecuteMsg::Poke { question };
    let withdraw = ExecuteMsg::Withdraw {
        asset: euro.clone(),
    };
    world.community("stranger", &poke)?;
    let early = world.community(&asker, &withdraw);
    ensure(early.is_err(), || "decided a second early".to_owned())?;
    world.wait(Seconds(1))?;
    world.community("stranger", &poke)?;
    world.community(&asker, &withdraw)?;
    let after = world.balance(&asker, &euro)?;
    same("the asker's purse", after, before)?;
    Ok(format!(
        "question {question}: an answer without thanks is not paid by silence, the bounty is back"
    ))
}
