import { chromium } from 'playwright-core';
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-background-networking']});
for(const [lang,w] of [['es',360],['quz',1280]]){
const c=await b.newContext({viewport:{width:w,height:800},serviceWorkers:'block',acceptDownloads:true});
await c.addInitScript(s=>{if(!localStorage.getItem('willakuy:station'))localStorage.setItem('willakuy:station',s)},JSON.stringify(JSON.parse(process.env.INIT)['willakuy:station']));
const p=await c.newPage();p.on('pageerror',e=>console.log('ERR',e.message));
await p.goto('http://127.0.0.1:4102/'+lang+'/mesa/escaleta/',{waitUntil:'networkidle'});
await p.locator('button').filter({hasText:/ejemplo|qhawarichiyninwan/}).click();
await p.waitForTimeout(300);
await p.screenshot({path:`/tmp/shots/r_${lang}${w}.png`,fullPage:true});
console.log(await p.evaluate(()=>document.documentElement.scrollWidth-innerWidth));
await p.pdf({path:`/tmp/shots/r_${lang}.pdf`,preferCSSPageSize:true});
await p.locator('input[type=date]').fill('2026-12-04');
for(const x of ['CSV','M3U8','ICS']){const [d]=await Promise.all([p.waitForEvent('download'),p.getByRole('button',{name:new RegExp(x)}).click()]);await d.saveAs('/tmp/shots/'+lang+'_'+d.suggestedFilename());}
// drag 2nd to 4th
const hs=p.locator('.handle');await hs.nth(1).scrollIntoViewIfNeeded();const b1=await hs.nth(1).boundingBox(),b3=await p.locator('[data-row]').nth(2).boundingBox();
console.log(await p.locator('[data-row] strong').allTextContents(), await p.locator('legend').allTextContents());
await p.mouse.move(b1.x+10,b1.y+30);await p.mouse.down();await p.mouse.move(b1.x+10,b3.y+b3.height-5,{steps:5});await p.screenshot({path:`/tmp/shots/d_${lang}${w}.png`});await p.mouse.up();
console.log(await p.locator('legend').allTextContents());
await c.close();}
await b.close();
